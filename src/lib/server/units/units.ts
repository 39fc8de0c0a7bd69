// The tree of units as it stands on a day, and the lists it is made from.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { id as idShape } from '#lib/protocol/values.ts';
import { record } from '#lib/server/audit/audit.ts';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import { type Sql, transaction } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { planImport } from './import-plan.ts';
import * as queries from './queries.ts';
import { mayManageUnits } from './permissions.ts';
import type { HistoricPeriod, Level, LevelCount, Unit } from './queries.ts';
import type { Problem, UnitList } from './schema.ts';

export { readList, type ReadList } from './list-file.ts';
export { mayManageUnits } from './permissions.ts';
export type { HistoricPeriod, Level, LevelCount, Unit } from './queries.ts';
export { closing, day, problemCodes, type Problem, type ProblemCode, type UnitList } from './schema.ts';

export type ImportReport = { created: number; corrected: number; unchanged: number; problems: Problem[] };

/** The day, as `2021-12-27`, on which a tree is asked for. */
export function dayOf(at: Date, timeZone: string): string {
	// Swedish writes days as ISO 8601 does.
	return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}

/** All units, parents before children, sorted as Vietnamese lists are. */
export async function treeOn(sql: Sql, day: string): Promise<Unit[]> {
	return queries.selectUnits(sql, day);
}

export async function findUnitOn(sql: Sql, unitId: string, day: string): Promise<Unit | undefined> {
	return v.is(idShape, unitId) ? queries.findUnit(sql, unitId, day) : undefined;
}

export async function unitOn(sql: Sql, unitId: string, day: string): Promise<Unit> {
	const unit = await findUnitOn(sql, unitId, day);
	if (unit === undefined) throw new CodedError('not_found');
	return unit;
}

/** A code names a unit on one day only. */
export async function findUnitByCode(sql: Sql, code: string, day: string): Promise<Unit | undefined> {
	return queries.findUnitByCode(sql, code, day);
}

/** The units above, from the top down. */
export async function pathOf(sql: Sql, unitId: string, day: string): Promise<Unit[]> {
	return queries.selectAncestors(sql, unitId, day);
}

export async function childrenOf(sql: Sql, unitId: string, day: string): Promise<Unit[]> {
	return queries.selectChildren(sql, unitId, day);
}

/** All units below, at any depth; `level` keeps those of one level. */
export async function descendantsOf(
	sql: Sql,
	unitId: string,
	options: { day: string; level?: string }
): Promise<Unit[]> {
	return queries.selectDescendants(sql, unitId, options);
}

export async function countsOn(sql: Sql, day: string): Promise<LevelCount[]> {
	return queries.countByLevel(sql, day);
}

/** Every word must occur in the unit's name, code, or the name of the unit above; marks and case do not count. */
export async function search(
	sql: Sql,
	text: string,
	{ day, limit = 50 }: { day: string; limit?: number }
): Promise<Unit[]> {
	const words = text
		.split(/[\s\p{Cc}]+/u)
		.filter(Boolean)
		.slice(0, 10);
	return words.length === 0 ? [] : queries.searchUnits(sql, words, { day, limit });
}

export async function levels(sql: Sql): Promise<Level[]> {
	return queries.selectLevels(sql);
}

/** What the unit was called and where it belonged, the newest first; `not_found` when there is no such unit. */
export async function historyOf(sql: Sql, unitId: string): Promise<[HistoricPeriod, ...HistoricPeriod[]]> {
	const [latest, ...before] = v.is(idShape, unitId) ? await queries.selectHistory(sql, unitId) : [];
	if (latest === undefined) throw new CodedError('not_found');
	return [latest, ...before];
}

/** All or nothing: with a problem in any row nothing is stored. `personId` is null for the installation itself. */
export async function importList(sql: Sql, list: UnitList, personId: string | null): Promise<ImportReport> {
	return transaction(sql, async (tx) => {
		await queries.lockPeriods(tx);
		const ranks = new Map((await queries.selectLevels(tx)).map((level) => [level.id, level.rank]));
		const plan = planImport({ ranks, periods: await queries.selectPeriods(tx) }, list, randomUUID);
		const report = {
			created: plan.created.length,
			corrected: plan.corrected.length,
			unchanged: plan.unchanged,
			problems: plan.problems
		};
		if (plan.problems.length > 0) return { ...report, created: 0, corrected: 0 };
		await queries.addLevels(tx, list.levels);
		await queries.insertPeriods(tx, plan.created);
		for (const period of plan.corrected) await queries.updatePeriod(tx, period);
		if (report.created + report.corrected > 0) {
			const { created, corrected } = report;
			const detail = { title: list.title, created, corrected };
			await record(tx, { personId, action: 'units_imported', detail });
		}
		return report;
	});
}

/**
 * From this day on the units are no more. `conflict` when a unit that stays would lose the one above it, or when one of
 * them does not hold on the day before.
 */
export async function closeUnits(
	sql: Sql,
	{ unitIds, day }: { unitIds: string[]; day: string },
	personId: string
): Promise<void> {
	await transaction(sql, async (tx) => {
		await queries.lockPeriods(tx);
		const closed = await queries.closePeriods(tx, unitIds, day);
		if (closed !== unitIds.length) throw new CodedError('conflict');
		const orphan = await queries.findOrphan(tx, day);
		if (orphan !== undefined) throw new CodedError('conflict', { data: { unit: orphan.fullName } });
		await record(tx, { personId, action: 'units_closed', detail: { day, count: closed } });
	});
}

/** One unit, on its page. Refused in words while there are units below it or meetings with it from that day on. */
export async function closeUnit(
	sql: Sql,
	person: SignedInPerson,
	unitId: string,
	{ day, timeZone }: { day: string; timeZone: string }
): Promise<void> {
	if (!mayManageUnits(person)) throw new CodedError('not_allowed');
	await transaction(sql, async (tx) => {
		const [latest] = await historyOf(tx, unitId);
		await queries.lockPeriods(tx);
		if (await queries.hasUnitsBelow(tx, unitId, day)) throw refusedDay('has_children');
		if (await queries.hasMeetingsFrom(tx, unitId, day, timeZone)) throw refusedDay('has_meetings');
		if ((await queries.closePeriods(tx, [unitId], day)) !== 1) throw refusedDay('not_valid_then');
		const object = { type: 'unit', id: unitId };
		const detail = { day, unit: latest.fullName };
		await record(tx, { personId: person.id, action: 'units_closed', object, detail });
	});
}

function refusedDay(problem: 'has_children' | 'has_meetings' | 'not_valid_then'): CodedError {
	return new CodedError('conflict', { data: { field: 'day', problem } });
}
