// The roll of a meeting: what the units said, against who was connected, as the log says.
import {
	expectationOf,
	standingOf,
	type Expectation,
	type RollView,
	type Standing
} from '#lib/protocol/roll.ts';
import {
	leftSites,
	presence,
	read,
	takenRolls,
	type Interval,
	type LoggedRoll
} from '#lib/server/events/events.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { requireReplies } from '../access.ts';
import type { Asker } from '../permissions.ts';
import { writeCsv } from './csv.ts';
import {
	findQuorumRule,
	listExpected,
	listLevels,
	listPeople,
	listSignIns,
	type ExpectedRow,
	type ListedPerson
} from './queries.ts';
import { rollTable } from './table.ts';

export type RollSite = ExpectedRow &
	Pick<Expectation, 'reason'> & {
		/** Now while the meeting goes on; at any time in it once it has ended. */
		standing: Standing;
		/** Is away because it left the room itself. */
		left: boolean;
		connected: Interval[];
		people: ListedPerson[];
	};
export type Roll = { sites: RollSite[]; taken: LoggedRoll[]; ended: boolean };

/** Of every site, what it counts as when it is there and when it is not. */
export async function expectationsOf(sql: Sql, meetingId: string): Promise<Expectation[]> {
	const [sites, people] = await Promise.all([listExpected(sql, meetingId), listPeople(sql, meetingId)]);
	return expectations(sites, people);
}

function expectations(sites: readonly ExpectedRow[], people: readonly ListedPerson[]): Expectation[] {
	const bySite = Map.groupBy(people, ({ siteId }) => siteId);
	return sites.map(({ siteId, reply, replyReason }) => ({
		siteId,
		...expectationOf({ reply, replyReason, people: bySite.get(siteId) ?? [] })
	}));
}

/** For chair, secretary and operator in the room, beside its own list of who is connected. */
export async function viewRoll(sql: Sql, person: Asker, meetingId: string): Promise<RollView> {
	await requireReplies(sql, person, meetingId);
	const [rule, expected, levels, signIns, events] = await Promise.all([
		findQuorumRule(sql, meetingId),
		expectationsOf(sql, meetingId),
		listLevels(sql, meetingId),
		listSignIns(sql, meetingId),
		read(sql, meetingId)
	]);
	if (rule === undefined) throw new CodedError('not_found');
	const signedIn = new Map(signIns.map(({ siteId, at }) => [siteId, at.getTime()]));
	return {
		rule,
		levels,
		sites: expected.map((site) => ({ ...site, signedInAt: signedIn.get(site.siteId) ?? null })),
		taken: takenRolls(events).map(({ moment, rule, counts, at }) => ({ moment, rule, counts, at }))
	};
}

/** A table for a spreadsheet, with everything that was taken down so far. */
export async function exportRoll(
	sql: Sql,
	person: Asker,
	meetingId: string
): Promise<{ title: string; csv: string }> {
	const meeting = await requireReplies(sql, person, meetingId);
	const [sites, people, events] = await Promise.all([
		listExpected(sql, meetingId),
		listPeople(sql, meetingId),
		read(sql, meetingId)
	]);
	const ended = meeting.endedAt !== null;
	const there = presence(events);
	const left = leftSites(events);
	const said = new Map(expectations(sites, people).map((site) => [site.siteId, site]));
	const bySite = Map.groupBy(people, ({ siteId }) => siteId);
	const rows = sites.map((site): RollSite => {
		const connected = during(there.get(site.siteId) ?? [], meeting);
		const { here, away, reason } = said.get(site.siteId) ?? expectationOf({ ...site, people: [] });
		const present = ended ? connected.length > 0 : connected.at(-1)?.to === null;
		const standing = standingOf(present, { here, away });
		return {
			...site,
			reason,
			standing,
			left: left.has(site.siteId),
			connected,
			people: bySite.get(site.siteId) ?? []
		};
	});
	return {
		title: meeting.title,
		csv: writeCsv(rollTable({ sites: rows, taken: takenRolls(events), ended }))
	};
}

/** Who was there only before the opening or after the end was not at the meeting. */
function during(
	intervals: readonly Interval[],
	{ openedAt, endedAt }: { openedAt: Date | null; endedAt: Date | null }
): Interval[] {
	if (openedAt === null || endedAt === null) return [...intervals];
	const [opened, ended] = [openedAt.getTime(), endedAt.getTime()];
	return intervals.filter(({ from, to }) => from < ended && (to === null || to > opened));
}
