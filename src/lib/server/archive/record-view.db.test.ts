import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import { happen, holdMeeting, type HeldMeeting } from '../../../../tests/support/held-meeting.ts';
import * as archive from './archive.ts';

const database = testDatabase();
let held: HeldMeeting;

const secretary = () => ({ id: held.secretaryId, unitId: held.cityId, duties: ['secretary'] });
const clerk = () => ({ id: 'clerk', unitId: held.units.vinhAn, duties: ['clerk'] });
const stranger = () => ({ id: 'stranger', unitId: crypto.randomUUID(), duties: ['leader', 'secretary'] });

const hash = (letter: string) => letter.repeat(64);
const file = (letter: string, mediaType: string) => ({ hash: hash(letter), size: 5, mediaType });

async function beReady(): Promise<void> {
	const { sql } = database;
	await sql`update recordings set state = 'composing' where meeting_id = ${held.meetingId}`;
	await archive.compositionReady(sql, held.meetingId, {
		beginsAt: new Date(held.openedAt + 1_000),
		durationMs: 600_000,
		video: file('a', 'video/mp4'),
		audio: file('b', 'audio/mp4'),
		poster: file('c', 'image/jpeg')
	});
}

beforeEach(async () => {
	held = await holdMeeting(database.sql, { minutes: 10 });
	await archive.startRecording(database.sql, held.meetingId);
	await happen(database.sql, held, [
		{ type: 'meeting:opened', at: 0, data: {} },
		{ type: 'agenda:begun', at: 500, data: held.agenda[0] },
		{ type: 'floor:granted', at: 61_000, siteId: held.sites.vinhAn, data: {} },
		{ type: 'floor:ended', at: 91_000, siteId: held.sites.vinhAn, data: { reason: 'returned' } },
		{ type: 'agenda:begun', at: 121_000, data: held.agenda[1] },
		{ type: 'meeting:ended', at: 601_000, data: {} }
	]);
});

describe('a record', () => {
	it('has chapters and speakers in milliseconds of the video once it is ready', async () => {
		await beReady();
		const view = await archive.viewRecord(database.sql, clerk(), held.meetingId);
		expect(view.recording).toEqual({ state: 'ready', progress: 1, failure: null, duration: 600_000 });
		expect(view.chapters).toEqual([
			{ title: held.agenda[0].title, from: 0, to: 120_000 },
			{ title: held.agenda[1].title, from: 120_000, to: 600_000 }
		]);
		expect(view.turns).toEqual([
			{
				siteId: held.sites.vinhAn,
				name: 'Xã Vĩnh An',
				parentName: 'Huyện Vĩnh Bảo',
				from: 60_000,
				to: 90_000
			}
		]);
		expect(view).toMatchObject({ siteCount: 5, may: { retry: false } });
	});

	it('names each page that all saw, and when', async () => {
		const { sql } = database;
		const paperId = crypto.randomUUID();
		const by = { siteId: held.sites.main, personId: held.chairId };
		const meeting = await holdMeeting(sql, { minutes: 10 });
		const shown = { paperId, title: 'Báo cáo thu', page: 1, byFloor: false };
		await happen(sql, meeting, [
			{ type: 'paper:shown', at: 0, ...by, data: shown },
			{ type: 'paper:turned', at: 31_000, ...by, data: { paperId, page: 3 } },
			{ type: 'paper:hidden', at: 61_000, ...by, data: {} }
		]);
		await archive.startRecording(sql, meeting.meetingId);
		held = meeting;
		await beReady();
		const { papers } = await archive.viewRecord(sql, clerk(), held.meetingId);
		expect(papers).toEqual([
			{ title: 'Báo cáo thu', page: 1, from: 0, to: 30_000 },
			{ title: 'Báo cáo thu', page: 3, from: 30_000, to: 60_000 }
		]);
	});

	it('tells how far it is while it is composed', async () => {
		await database.sql`update recordings set state = 'composing' where meeting_id = ${held.meetingId}`;
		await archive.reportProgress(database.sql, held.meetingId, 0.25);
		const view = await archive.viewRecord(database.sql, clerk(), held.meetingId);
		expect(view.recording).toMatchObject({ state: 'composing', progress: 0.25 });
		expect(view.chapters).toEqual([]);
	});

	it('offers to try again to those who may, when it has failed', async () => {
		await database.sql`
			update recordings set state = 'failed', failure = 'disk_full' where meeting_id = ${held.meetingId}
		`;
		const own = await archive.viewRecord(database.sql, secretary(), held.meetingId);
		expect(own).toMatchObject({ recording: { failure: 'disk_full' }, may: { retry: true } });
		expect(await archive.viewRecord(database.sql, clerk(), held.meetingId)).toMatchObject({
			may: { retry: false }
		});
	});

	it('says so when the meeting was held without a recording', async () => {
		await database.sql`delete from recordings where meeting_id = ${held.meetingId}`;
		const view = await archive.viewRecord(database.sql, clerk(), held.meetingId);
		expect(view.recording.state).toBe('none');
	});

	it('is shown to an observer of the meeting', async () => {
		const { sql } = database;
		const elsewhere = await holdMeeting(sql);
		const observer = { id: elsewhere.chairId, unitId: crypto.randomUUID(), duties: [] };
		await expect(archive.viewRecord(sql, observer, held.meetingId)).rejects.toMatchObject({
			code: 'not_found'
		});
		await sql`insert into meeting_observers (meeting_id, person_id) values (${held.meetingId}, ${elsewhere.chairId})`;
		expect(await archive.viewRecord(sql, observer, held.meetingId)).toMatchObject({
			meeting: { meetingId: held.meetingId }
		});
	});

	it.each([
		['to somebody who may not see it', () => archive.viewRecord(database.sql, stranger(), held.meetingId)],
		['under an id that is none', () => archive.viewRecord(database.sql, clerk(), "' or 1=1")],
		['for a meeting that nobody held', () => archive.viewRecord(database.sql, clerk(), crypto.randomUUID())]
	])('is not found %s', async (_, look) => {
		await expect(look()).rejects.toMatchObject({ code: 'not_found' });
	});

	it('does not exist while the meeting goes on', async () => {
		const open = await holdMeeting(database.sql, { ended: false });
		const chair = { id: open.chairId, unitId: open.cityId, duties: ['leader'] };
		await expect(archive.viewRecord(database.sql, chair, open.meetingId)).rejects.toMatchObject({
			code: 'not_found'
		});
	});
});

describe('its files', () => {
	it('are there once it is ready', async () => {
		await beReady();
		expect(await archive.mediaFile(database.sql, clerk(), held.meetingId, 'video')).toEqual({
			...file('a', 'video/mp4'),
			title: held.title
		});
		expect(await archive.mediaFile(database.sql, clerk(), held.meetingId, 'audio')).toMatchObject({
			mediaType: 'audio/mp4'
		});
		expect(await archive.mediaFile(database.sql, clerk(), held.meetingId, 'poster')).toMatchObject({
			hash: hash('c')
		});
	});

	it('are not found before, nor by somebody who may not see the record', async () => {
		await expect(archive.mediaFile(database.sql, clerk(), held.meetingId, 'video')).rejects.toMatchObject({
			code: 'not_found'
		});
		await beReady();
		await expect(archive.mediaFile(database.sql, stranger(), held.meetingId, 'video')).rejects.toMatchObject({
			code: 'not_found'
		});
	});
});
