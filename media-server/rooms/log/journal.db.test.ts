import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MeetingEvent, NewEvent } from '#lib/protocol/events.ts';
import { append, read } from '#lib/server/events/events.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { createLog } from '#lib/server/platform/log.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { conveneMeeting, type ConvenedMeeting } from '../../../tests/support/media/meeting.ts';
import { eventually } from '../../../tests/support/media/eventually.ts';
import * as decisions from './decisions.ts';
import { Journal } from './journal.ts';
import { blank } from './state.ts';

const database = testDatabase();
let meeting: ConvenedMeeting;
let journal: Journal;
let followed: MeetingEvent[][];

beforeEach(async () => {
	meeting = await conveneMeeting(database.sql, { sites: 30 });
	followed = [];
	journal = new Journal({
		sql: database.sql,
		meetingId: meeting.meetingId,
		state: blank,
		log: createLog('test', { level: 'silent' }),
		onWritten: (events) => followed.push(events)
	});
});
afterEach(() => journal.close());

const came = (siteId: string, connectionId: string = crypto.randomUUID()): NewEvent => ({
	type: 'site:connected',
	siteId,
	data: { connectionId }
});
const logged = async () => (await read(database.sql, meeting.meetingId)).map(({ type }) => type);
const raise = () => journal.decide((state) => decisions.raiseHand(state, meeting.delegates[0]));

/** As if the database were away. */
const hide = () => database.sql`alter table meeting_events rename to hidden_events`;
const bringBack = () => database.sql`alter table hidden_events rename to meeting_events`;

describe('the pen of a room', () => {
	test('writes all that waits together, in order', async () => {
		for (const { siteId } of meeting.delegates) journal.note(came(siteId));
		await raise();
		expect(await logged()).toEqual([...meeting.delegates.map(() => 'site:connected'), 'hand:raised']);
		expect(followed.length).toBeLessThan(4);
		expect(journal.state.presence.size).toBe(30);
	});

	test('judges each decision by what was decided before it, in the same batch, too', async () => {
		const answers = await Promise.allSettled([raise(), raise(), raise()]);
		expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
		expect(await logged()).toEqual(['hand:raised']);
	});

	test('gives each decision its own events', async () => {
		const [first, second] = meeting.delegates.map((delegate) =>
			journal.decide((state) => decisions.raiseHand(state, delegate))
		);
		expect((await first)?.map(({ siteId }) => siteId)).toEqual([meeting.delegates[0].siteId]);
		expect((await second)?.map(({ siteId }) => siteId)).toEqual([meeting.delegates[1]?.siteId]);
	});

	test('keeps the moment in which a fact happened', async () => {
		const before = Date.now();
		journal.note(came(meeting.chair.siteId));
		await journal.close();
		const [event] = await read(database.sql, meeting.meetingId);
		expect(event?.at).toBeGreaterThanOrEqual(before);
		expect(event?.at).toBeLessThanOrEqual(Date.now());
	});

	test('writes nothing of a decision whose other half fails', async () => {
		const failing = journal.decide(
			() => decisions.openMeeting(meeting.chair),
			() => Promise.reject(new CodedError('wrong_state'))
		);
		await expect(failing).rejects.toMatchObject({ code: 'wrong_state' });
		await raise();
		expect(await logged()).toEqual(['hand:raised']);
		expect(journal.state.openedAt).toBeNull();
	});

	test('reads what others have written meanwhile', async () => {
		await append(database.sql, meeting.meetingId, [came(meeting.chair.siteId)]);
		await raise();
		expect(journal.state).toMatchObject({ seq: 2 });
		expect(journal.state.presence.has(meeting.chair.siteId)).toBe(true);
	});

	test('refuses decisions while the database is away, and keeps facts until it is back', async () => {
		await hide();
		try {
			journal.note(came(meeting.chair.siteId));
			await expect(raise()).rejects.toMatchObject({ code: 'unavailable' });
		} finally {
			await bringBack();
		}
		await eventually(logged).toEqual(['site:connected']);
		await raise();
		expect(await logged()).toEqual(['site:connected', 'hand:raised']);
	});

	test('is behind by what waits for it, however long ago that happened', async () => {
		const anHourAgo = Date.now() - 3_600_000;
		await hide();
		try {
			journal.note({ at: anHourAgo, ...came(meeting.chair.siteId) });
			await expect(raise()).rejects.toMatchObject({ code: 'unavailable' });
			await eventually(() => journal.lag).toBeGreaterThan(0);
			expect(journal.lag).toBeLessThan(600_000);
		} finally {
			await bringBack();
		}
		const moments = async () => (await read(database.sql, meeting.meetingId)).map(({ at }) => at);
		await eventually(moments).toEqual([anHourAgo]);
		expect(journal.lag).toBe(0);
	});

	test('does not write twice what had been written when the connection broke', async () => {
		const connectionId = crypto.randomUUID();
		const event = { at: 1_700_000_000_000, ...came(meeting.chair.siteId, connectionId) };
		await hide();
		journal.note(event);
		await expect(raise()).rejects.toMatchObject({ code: 'unavailable' });
		await bringBack();
		// The answer to the first attempt was lost on its way, but the event stands.
		await append(database.sql, meeting.meetingId, [event]);
		await eventually(() => journal.state.seq).toBe(1);
		await raise();
		expect(await logged()).toEqual(['site:connected', 'hand:raised']);
	});

	test('loses a fact that can never be written, and none of the others', async () => {
		const [first, second, third] = meeting.delegates;
		journal.note(came(first.siteId));
		journal.note(came(crypto.randomUUID()), came(second?.siteId ?? ''), came(third?.siteId ?? '', 'no id'));
		await eventually(() => journal.state.seq).toBe(2);
		await raise();
		expect(await logged()).toEqual(['site:connected', 'site:connected', 'hand:raised']);
	});
});
