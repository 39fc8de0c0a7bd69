// What a person finds under "Cuộc họp" and on the first page.
import type { Sql } from '#lib/server/platform/db.ts';
import { unseenChanges, type MeetingChange } from '../changing/changing.ts';
import type { Clock } from '../clock.ts';
import { mayCreate, maySeeReplies, type Asker } from '../permissions.ts';
import type { ListFilter } from '../schema.ts';
import {
	countLists,
	listComing,
	listDrafts,
	listEnded,
	listNewPapers,
	listOwed,
	listPast,
	type ListCounts,
	type MeetingCard,
	type NewPaper
} from './queries.ts';

export type { MeetingCard, NewPaper };
export type MeetingPage = { meetings: MeetingCard[]; counts: ListCounts; page: number; pageSize: number };

const pageSize = 25;
/** A meeting this close is entered rather than read about. */
const nearMinutes = 60;
/** For a day after its end people come for the minutes and the recording. */
const freshHours = 24;

export async function listMeetings(
	sql: Sql,
	person: Asker,
	filter: ListFilter,
	clock: Clock
): Promise<MeetingPage> {
	const query = { person, ...clock, ...filter, limit: pageSize, offset: (filter.page - 1) * pageSize };
	const list = filter.which === 'coming' ? listComing : listPast;
	const [meetings, counts] = await Promise.all([list(sql, query), countLists(sql, query)]);
	return { meetings, counts, page: filter.page, pageSize };
}

/** Mine to prepare. */
export async function draftsOf(sql: Sql, person: Asker): Promise<MeetingCard[]> {
	return mayCreate(person) ? listDrafts(sql, person) : [];
}

/** Invitations that wait for this person's answer. */
export async function repliesOwedBy(sql: Sql, person: Asker, now: Date): Promise<MeetingCard[]> {
	const answers = person.duties.some((duty) => duty === 'clerk' || duty === 'leader');
	return answers ? listOwed(sql, person, now) : [];
}

export type Day = {
	/**
	 * Open, or the next that is not over. `near`: within the hour, time to enter. `rehearses`: the sites get ready, and
	 * this person looks after them.
	 */
	next: (MeetingCard & { near: boolean; rehearses: boolean }) | null;
	/** After the next one, the soonest first. */
	later: MeetingCard[];
	repliesOwed: MeetingCard[];
	/** Of meetings that the own unit is invited to, not seen yet. */
	changes: MeetingChange[];
	drafts: MeetingCard[];
	/** Just ended: their minutes and recording are there, or on their way. */
	ended: MeetingCard[];
	/** Of the meetings that come, the newest first. */
	papers: NewPaper[];
};

export async function dayOf(sql: Sql, person: Asker, clock: Clock): Promise<Day> {
	const query = { person, ...clock, words: '', kind: '' as const, limit: 20, offset: 0 };
	const dayBefore = new Date(clock.now.getTime() - freshHours * 3_600_000);
	const [coming, repliesOwed, changes, drafts, ended] = await Promise.all([
		listComing(sql, query),
		repliesOwedBy(sql, person, clock.now),
		unseenChanges(sql, person, clock.now),
		draftsOf(sql, person),
		listEnded(sql, person, dayBefore)
	]);
	const current = coming.filter((meeting) => !isOver(meeting, clock.now));
	const [next, ...later] = current;
	return {
		next: next === undefined ? null : { ...next, ...comingUp(next, person, clock.now) },
		later,
		repliesOwed,
		changes,
		drafts,
		ended,
		papers: await listNewPapers(
			sql,
			current.map((meeting) => meeting.id)
		)
	};
}

function comingUp(next: MeetingCard, person: Asker, now: Date) {
	const rehearses = next.state === 'convened' && next.siteCount > 0 && maySeeReplies(person, next);
	return { near: isNear(next, now), rehearses };
}

type Timed = Pick<MeetingCard, 'state' | 'startsAt' | 'plannedMinutes'>;

export function isNear({ state, startsAt }: Timed, now: Date): boolean {
	if (state === 'open') return true;
	return (
		state === 'convened' && startsAt !== null && startsAt.getTime() - now.getTime() <= nearMinutes * 60_000
	);
}

function isOver({ state, startsAt, plannedMinutes }: Timed, now: Date): boolean {
	if (state === 'open') return false;
	return (
		state !== 'convened' || startsAt === null || startsAt.getTime() + plannedMinutes * 60_000 <= now.getTime()
	);
}
