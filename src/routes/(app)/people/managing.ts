// What the pages for people need from a request, and the units that somebody may belong to.
import type { RequestEvent } from '@sveltejs/kit';
import { mayManagePeople } from '#lib/server/people/people.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import * as units from '#lib/server/units/units.ts';
import { asking } from '../meetings/asker.ts';

export function managing(event: Pick<RequestEvent, 'locals'>) {
	const { sql, person, clock } = asking(event);
	if (!mayManagePeople(person)) throw new CodedError('not_allowed');
	return { sql, person, day: units.dayOf(clock.now, clock.timeZone) };
}

export async function unitChoices({ sql, day }: ReturnType<typeof managing>) {
	const tree = await units.treeOn(sql, day);
	return tree.map(({ id, fullName, parentName }) => ({
		value: id,
		label: [fullName, parentName].filter(Boolean).join(' – ')
	}));
}
