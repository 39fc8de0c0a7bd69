// The rehearsal: each site's device check is kept with the meeting, and shown to who looks after it.
import * as v from 'valibot';
import {
	checkResult,
	readinessOf,
	type CheckResult,
	type KeptCheck,
	type Readiness
} from '#lib/protocol/checks.ts';
import { id as idShape } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { requireReplies, requireVisible } from '../access.ts';
import type { Asker } from '../permissions.ts';
import type { MeetingRow } from '../queries.ts';
import { writeCsv } from '../roll/csv.ts';
import { seatFor } from '../seat.ts';
import { listChecks, listRehearsed, saveCheck, type CheckRow, type RehearsedRow } from './queries.ts';
import { rehearsalTable } from './table.ts';

export type SiteCheck = { personName: string; at: Date; result: CheckResult };
export type RehearsedSite = RehearsedRow & { readiness: Readiness; check: SiteCheck | null };
export type Rehearsal = { meeting: MeetingRow; sites: RehearsedSite[] };

/** Whoever would sit in the room; observers have nothing to check. */
export async function recordCheck(
	sql: Sql,
	person: Asker,
	meetingId: string,
	result: CheckResult,
	now: Date
): Promise<void> {
	const { siteId, role } = await seatFor(sql, person, meetingId);
	if (role === 'observer') throw new CodedError('not_allowed');
	await saveCheck(sql, { meetingId, siteId, personId: person.id, checkedAt: now, result });
}

/** The newest one of the own site; undefined while there is none. */
export async function ownCheck(sql: Sql, person: Asker, meetingId: string): Promise<SiteCheck | undefined> {
	const { ownSite } = await requireVisible(sql, person, meetingId);
	if (ownSite === undefined) return undefined;
	const [newest] = await listChecks(sql, meetingId, ownSite.id);
	return newest && checkOf(newest);
}

/** Of all sites, for chair, secretary, operator and those who plan. */
export async function viewRehearsal(sql: Sql, person: Asker, meetingId: string): Promise<Rehearsal> {
	const meeting = await requireReplies(sql, person, meetingId);
	const [sites, checks] = await Promise.all([listRehearsed(sql, meetingId), listChecks(sql, meetingId)]);
	// The newest of each site comes first.
	const newest = new Map(checks.toReversed().map((row) => [row.siteId, checkOf(row)]));
	return {
		meeting,
		sites: sites.map((site) => {
			const check = newest.get(site.siteId) ?? null;
			return { ...site, check, readiness: readinessOf(check?.result ?? null, site.connected) };
		})
	};
}

/** Of one site, for the same people: what it checked before it came, beside what its devices report now. */
export async function viewSiteCheck(
	sql: Sql,
	person: Asker,
	meetingId: string,
	siteId: string
): Promise<KeptCheck> {
	await requireReplies(sql, person, meetingId);
	if (!v.is(idShape, siteId)) throw new CodedError('not_found');
	const [newest] = await listChecks(sql, meetingId, siteId);
	if (newest === undefined) return { check: null };
	const { personName, at, result } = checkOf(newest);
	return { check: { personName, at: at.getTime(), result } };
}

/** A table for a spreadsheet. */
export async function exportRehearsal(
	sql: Sql,
	person: Asker,
	meetingId: string
): Promise<{ title: string; csv: string }> {
	const { meeting, sites } = await viewRehearsal(sql, person, meetingId);
	return { title: meeting.title, csv: writeCsv(rehearsalTable(sites)) };
}

function checkOf({ personName, checkedAt, result }: CheckRow): SiteCheck {
	return { personName, at: checkedAt, result: v.parse(checkResult, result) };
}
