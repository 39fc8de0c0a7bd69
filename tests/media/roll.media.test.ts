// The roll as it is taken in a room: at the opening, with a vote, when it is asked for, at the end.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read, takenRolls } from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

const rolls = async (meetingId: string) => takenRolls(await read(database.sql, meetingId));

test('is taken by itself at the opening, with a vote and at the end, each with who was there', async () => {
	const { meeting, chair, speaker, siteId } = await openMeeting(database, server);
	const voteId = crypto.randomUUID();
	const vote = { voteId, question: 'Thông qua?', secret: false, electorate: 'sites' } as const;
	await chair.ask('vote:open', vote);
	await chair.ask('vote:open', vote);
	await chair.ask('vote:close', { voteId });
	await speaker.ask('room:leave', {});
	await eventually(() =>
		chair
			.all('sites:changed')
			.some(({ sites }) => sites.some((site) => site.siteId === siteId && !site.connected && site.left))
	).toBe(true);
	await chair.ask('meeting:end', {});
	const [opening, voting, end, ...more] = await rolls(meeting.meetingId);
	expect(more).toEqual([]);
	expect([opening, voting, end].map((roll) => roll?.moment)).toEqual(['opening', 'vote', 'end']);
	const two = [meeting.chair.siteId, ...meeting.delegates.slice(0, 2).map((one) => one.siteId)];
	expect(opening).toMatchObject({ rule: 'half', counts: { room: 2, awaited: 1 } });
	expect(new Set(opening?.siteIds)).toEqual(new Set(two));
	expect(new Set(voting?.siteIds)).toEqual(new Set(two));
	expect(end).toMatchObject({ counts: { room: 1, awaited: 2 } });
	expect(end?.siteIds).not.toContain(siteId);
});

test('is taken when the chair asks for it, by what the units have said meanwhile', async () => {
	const { meeting, chair, speaker, siteId } = await openMeeting(database, server);
	const entry = { siteId, position: 1, fullName: 'Đỗ Văn Em', presence: 'online' };
	await database.sql`insert into roster_entries ${database.sql(entry)}`;
	expect(await speaker.answer('roll:take', {})).toMatchObject({ error: { code: 'not_allowed' } });
	await chair.ask('roll:take', {});
	expect((await rolls(meeting.meetingId)).at(-1)).toMatchObject({
		moment: 'asked',
		counts: { room: 1, online: 1, awaited: 1 }
	});
});
