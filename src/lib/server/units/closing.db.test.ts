// Ending one unit: what stands in the way, and what is left of it.
import { beforeAll, describe, expect, test } from 'vitest';
import { addPerson, timeZone } from '../../../../tests/support/city.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import * as planned from '../../../../tests/support/planned-meeting.ts';
import { clock, nobody } from '../../../../tests/support/planned-meeting.ts';
import { list as auditList } from '#lib/server/audit/audit.ts';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import * as meetings from '#lib/server/meetings/meetings.ts';
import * as units from './units.ts';

const database = testDatabase();
let city: planned.City;
let administrator: SignedInPerson;
beforeAll(async () => {
	city = await planned.peopleOfCity(database.sql);
	administrator = await addPerson(database.sql, '31', ['administrator']);
});

const unitId = (code: string) => planned.unitId(database.sql, code);
const close = (id: string, day: string, person = administrator) =>
	units.closeUnit(database.sql, person, id, { day, timeZone });
const holdsOn = async (id: string, day: string) =>
	(await units.findUnitOn(database.sql, id, day)) !== undefined;
const refusedDay = (problem: string) => ({ code: 'conflict', data: { field: 'day', problem } });

describe('a unit', () => {
	test('ends on the day, keeps its past and stands in the audit', async () => {
		const { sql } = database;
		const id = await unitId('11911');
		const [{ fullName }] = await units.historyOf(sql, id);
		await close(id, '2026-04-01');
		expect(await holdsOn(id, '2026-03-31')).toBe(true);
		expect(await holdsOn(id, '2026-04-01')).toBe(false);
		expect(await units.historyOf(sql, id)).toMatchObject([{ from: '2021-12-01', to: '2026-04-01' }]);
		expect((await auditList(sql, { limit: 1 }))[0]).toMatchObject({
			action: 'units_closed',
			personId: administrator.id,
			objectType: 'unit',
			objectId: id,
			detail: { day: '2026-04-01', unit: fullName }
		});
	});

	test('with units below it is not closed, not even when they are yet to begin', async () => {
		const { sql } = database;
		const district = await unitId('318');
		const child = await sql.begin(async (tx) => {
			const [unit] = await tx<{ id: string }[]>`insert into units default values returning id`;
			if (unit === undefined) throw new Error('insert returned no row');
			await tx`
				insert into unit_periods (unit_id, parent_id, level, kind, code, name, full_name, valid)
				values (${unit.id}, ${district}, 'commune', 'xã', '318-1', 'Mới', 'Xã Mới', '[2027-01-01,2028-01-01)')
			`;
			return unit.id;
		});
		await expect(close(await unitId('316'), '2026-04-01')).rejects.toMatchObject(refusedDay('has_children'));
		await expect(close(district, '2026-04-01')).rejects.toMatchObject(refusedDay('has_children'));
		expect(await holdsOn(district, '2026-04-01')).toBe(true);
		await close(child, '2027-06-01');
		await expect(close(district, '2027-05-31')).rejects.toMatchObject(refusedDay('has_children'));
		await close(district, '2027-06-01');
		expect(await holdsOn(district, '2027-06-01')).toBe(false);
	});

	test('with a meeting on that day or later is not closed; a cancelled one does not hold it', async () => {
		const { sql } = database;
		// At half past midnight in Hải Phòng, when it is still the day before elsewhere.
		const meeting = await planned.convened(sql, city, {
			when: { ...planned.when, time: '00:30' },
			scope: { kind: 'unit', of: city.clerk.unitId }
		});
		for (const day of ['2026-03-04', '2026-03-05']) {
			await expect(close(city.clerk.unitId, day)).rejects.toMatchObject(refusedDay('has_meetings'));
		}
		await meetings.cancel(sql, city.secretary, meeting, 'Bão', clock.now);
		const later = await planned.convened(sql, city, { scope: { kind: 'unit', of: city.clerk.unitId } });
		await close(city.clerk.unitId, '2026-03-06');
		expect(later).not.toBe(meeting);
		expect(await holdsOn(city.clerk.unitId, '2026-03-06')).toBe(false);
	});

	test('is not closed twice, nor on the day it began or before', async () => {
		const id = await unitId('11908');
		for (const day of ['2021-12-01', '2020-01-01']) {
			await expect(close(id, day)).rejects.toMatchObject(refusedDay('not_valid_then'));
		}
		await close(id, '2026-04-01');
		await expect(close(id, '2026-05-01')).rejects.toMatchObject(refusedDay('not_valid_then'));
	});

	test('is closed by an administrator only, and only if there is one', async () => {
		const id = await unitId('11905');
		for (const person of [city.secretary, city.chair, city.operator, city.otherClerk]) {
			await expect(close(id, '2026-04-01', person)).rejects.toMatchObject({ code: 'not_allowed' });
		}
		for (const forged of [nobody, 'x', '']) {
			await expect(close(forged, '2026-04-01')).rejects.toMatchObject({ code: 'not_found' });
		}
		expect(await holdsOn(id, '2026-04-01')).toBe(true);
	});
});
