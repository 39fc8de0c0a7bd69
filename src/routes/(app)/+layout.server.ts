import { timeZone } from '#lib/format/time-zone.ts';
import { maySeeSystem } from '#lib/server/health/health.ts';
import { mayManagePeople } from '#lib/server/people/people.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import * as units from '#lib/server/units/units.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals: { sql, person } }) => {
	// The guard in hooks.server.ts has sent everybody else to the sign-in page.
	if (person === null) throw new CodedError('not_signed_in');
	const unit = await units.findUnitOn(sql, person.unitId, units.dayOf(new Date(), timeZone));
	return {
		person,
		unitName: unit?.fullName ?? '',
		rights: { people: mayManagePeople(person), system: maySeeSystem(person) }
	};
};
