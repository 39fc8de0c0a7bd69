// The people of a city's meetings, and meetings as far as a test needs them planned.
import type { SignedInPerson } from '../../src/lib/server/auth/auth.ts';
import * as meetings from '../../src/lib/server/meetings/meetings.ts';
import type { Sql } from '../../src/lib/server/platform/db.ts';
import * as units from '../../src/lib/server/units/units.ts';
import { addPerson, importCity, timeZone } from './city.ts';

/** Monday, 2 March 2026, 7 o'clock in Hải Phòng. */
export const clock = { now: new Date('2026-03-02T00:00:00Z'), timeZone };
export const nobody = '00000000-0000-4000-8000-000000000000';

export type City = {
	chair: SignedInPerson;
	secretary: SignedInPerson;
	operator: SignedInPerson;
	/** Of Xã Vĩnh An, Huyện Vĩnh Bảo. */
	clerk: SignedInPerson;
	/** Of Xã Cổ Am, Huyện Vĩnh Bảo. */
	otherClerk: SignedInPerson;
	/** All duties, but of a unit that nobody invites: Phường Quán Toan. */
	stranger: SignedInPerson;
};

export async function peopleOfCity(sql: Sql): Promise<City> {
	await importCity(sql);
	return {
		chair: await addPerson(sql, '31', ['leader'], 'Trần Thị Bình'),
		secretary: await addPerson(sql, '31', ['secretary'], 'Lê Văn Cường'),
		operator: await addPerson(sql, '31', ['operator'], 'Phạm Thị Dung'),
		clerk: await addPerson(sql, '11842', ['clerk'], 'Đỗ Văn Em'),
		otherClerk: await addPerson(sql, '11905', ['clerk'], 'Vũ Thị Giang'),
		stranger: await addPerson(sql, '11296', ['leader', 'secretary', 'operator', 'clerk'], 'Hồ Văn Hải')
	};
}

export async function unitId(sql: Sql, code: string): Promise<string> {
	const unit = await units.findUnitByCode(sql, code, '2026-03-02');
	if (unit === undefined) throw new Error(`no unit has the code ${code}`);
	return unit.id;
}

export async function draft(sql: Sql, { secretary }: City, title = 'Giao ban tháng 3'): Promise<string> {
	return meetings.createDraft(sql, secretary, { title, kind: 'briefing' }, clock);
}

export const when = { date: '2026-03-05', time: '08:00', plannedMinutes: 90, place: 'Phòng họp số 1' };

/** With all communes of Huyện Vĩnh Bảo, unless a scope says otherwise. */
export async function convened(
	sql: Sql,
	city: City,
	options: { title?: string; when?: meetings.schema.When; scope?: meetings.schema.Scope } = {}
): Promise<string> {
	const id = await draft(sql, city, options.title);
	await meetings.saveWhen(sql, city.secretary, id, options.when ?? when, timeZone);
	const scope = options.scope ?? { kind: 'below', of: await unitId(sql, '316') };
	await meetings.invite(sql, city.secretary, id, scope, clock);
	await meetings.convene(sql, city.secretary, id, clock);
	return id;
}
