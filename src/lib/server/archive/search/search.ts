// One field finds meetings by words of title, unit, agenda and conclusions, accents or not.
import type { Sql } from '#lib/server/platform/db.ts';
import { seesAll, type Asker } from '../permissions.ts';
import {
	hitBegin,
	hitEnd,
	selectMatching,
	selectPlaces,
	selectRecent,
	upsertEntry,
	type HitRow,
	type PlaceRow
} from './queries.ts';

export const pageSize = 20;

/** A stretch of the passage; `hit` is what was found. */
export interface Stretch {
	text: string;
	hit: boolean;
}

export interface Hit extends Omit<HitRow, 'passage' | 'total'> {
	passage: Stretch[];
	/** Where in the video it is. */
	places: Omit<PlaceRow, 'meetingId'>[];
}

export interface SearchResult {
	hits: Hit[];
	total: number;
	page: number;
	pages: number;
}

/** What the search finds of a meeting; written with the draft and with every change of the conclusions. */
export async function indexMeeting(sql: Sql, meetingId: string, conclusions: string): Promise<void> {
	await upsertEntry(sql, meetingId, conclusions);
}

/** Without words: all that the person may see, the newest first. */
export async function search(
	sql: Sql,
	person: Asker,
	{ query, page }: { query: string; page: number }
): Promise<SearchResult> {
	const who = { personId: person.id, unitId: person.unitId, all: seesAll(person) };
	const part = { limit: pageSize, offset: (page - 1) * pageSize };
	const rows =
		query === '' ? await selectRecent(sql, who, part) : await selectMatching(sql, who, query, part);
	const places = query === '' || rows.length === 0 ? [] : await selectPlaces(sql, rows.map(idOf), query);
	const total = rows[0]?.total ?? 0;
	return {
		hits: rows.map(({ passage, total: _total, ...row }) => ({
			...row,
			passage: stretchesOf(passage ?? ''),
			places: places
				.filter((place) => place.meetingId === row.meetingId)
				.map(({ label, offset }) => ({ label, offset }))
		})),
		total,
		page,
		pages: Math.ceil(total / pageSize)
	};
}

function idOf({ meetingId }: HitRow): string {
	return meetingId;
}

export function stretchesOf(passage: string): Stretch[] {
	return passage.split(hitBegin).flatMap((piece, index) => {
		if (index === 0) return stretch(piece, false);
		const [found = '', rest = ''] = piece.split(hitEnd);
		return [...stretch(found, true), ...stretch(rest, false)];
	});
}

function stretch(text: string, hit: boolean): Stretch[] {
	return text === '' ? [] : [{ text, hit }];
}
