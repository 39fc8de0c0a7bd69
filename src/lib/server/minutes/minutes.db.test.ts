import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import { happen, holdMeeting, type HeldMeeting } from '../../../../tests/support/held-meeting.ts';
import * as minutes from './minutes.ts';

const database = testDatabase();
let held: HeldMeeting;

const secretary = () => ({ id: held.secretaryId, unitId: held.cityId, duties: ['secretary'] });
const clerk = () => ({ id: 'clerk', unitId: held.units.vinhAn, duties: ['clerk'] });
const stranger = () => ({ id: 'stranger', unitId: crypto.randomUUID(), duties: ['secretary', 'leader'] });

beforeEach(async () => {
	held = await holdMeeting(database.sql);
	const { sites, agenda } = held;
	const connectionId = crypto.randomUUID();
	await database.sql`
		insert into roster_entries (site_id, position, full_name, job_title)
		values (${sites.vinhAn}, 1, 'Phạm Văn Hòa', 'Chủ tịch')
	`;
	await database.sql`
		update sites set reply = 'declined', reply_reason = 'mất điện' where id = ${sites.coAm}
	`;
	await happen(database.sql, held, [
		{ type: 'meeting:opened', at: 0, data: {} },
		{ type: 'site:connected', at: 1_000, siteId: sites.vinhAn, data: { connectionId } },
		{ type: 'agenda:begun', at: 60_000, data: agenda[0] },
		{ type: 'floor:granted', at: 120_000, siteId: sites.vinhAn, data: {} },
		{ type: 'floor:ended', at: 180_000, siteId: sites.vinhAn, data: { reason: 'returned' } },
		{ type: 'meeting:ended', at: 3_600_000, data: {} }
	]);
});

describe('the draft', () => {
	it('is read from the log and the invitations', async () => {
		await minutes.draftMinutes(database.sql, held.meetingId);
		const view = await minutes.viewMinutes(database.sql, secretary(), held.meetingId);
		expect(view).toMatchObject({ state: 'draft', conclusions: '', mayEdit: true });
		const { content } = view ?? {};
		expect(content).toMatchObject({
			title: held.title,
			place: 'Phòng họp số 1',
			openedAt: held.openedAt,
			chair: { name: 'Nguyễn Văn Tùng', position: 'Chủ tịch' },
			turns: [{ siteId: held.sites.vinhAn, from: held.openedAt + 120_000, to: held.openedAt + 180_000 }]
		});
		expect(content?.sites.find((site) => site.siteId === held.sites.vinhAn)).toMatchObject({
			levelName: expect.stringMatching(/./),
			people: [{ name: 'Phạm Văn Hòa', jobTitle: 'Chủ tịch', presence: 'room' }],
			connected: [{ from: held.openedAt + 1_000, to: held.openedAt + 3_600_000 }]
		});
		expect(content?.sites.find((site) => site.siteId === held.sites.coAm)).toMatchObject({
			reply: 'declined',
			replyReason: 'mất điện',
			connected: []
		});
	});

	it('is made once: what the secretary wrote stays', async () => {
		await minutes.draftMinutes(database.sql, held.meetingId);
		await minutes.saveConclusions(database.sql, secretary(), held.meetingId, 'Giao Sở Tài chính.');
		await minutes.draftMinutes(database.sql, held.meetingId);
		const view = await minutes.viewMinutes(database.sql, secretary(), held.meetingId);
		expect(view?.conclusions).toBe('Giao Sở Tài chính.');
	});

	it('is owed by every meeting that has ended, until it is there', async () => {
		expect(await minutes.listUndrafted(database.sql)).toContain(held.meetingId);
		await minutes.draftMinutes(database.sql, held.meetingId);
		expect(await minutes.listUndrafted(database.sql)).not.toContain(held.meetingId);
	});

	it('is refused for a meeting that goes on', async () => {
		const open = await holdMeeting(database.sql, { ended: false });
		await expect(minutes.draftMinutes(database.sql, open.meetingId)).rejects.toMatchObject({
			code: 'wrong_state'
		});
	});

	it('is read by invited units, and by nobody who may not see the record', async () => {
		await minutes.draftMinutes(database.sql, held.meetingId);
		expect(await minutes.viewMinutes(database.sql, clerk(), held.meetingId)).toMatchObject({
			mayEdit: false
		});
		await expect(minutes.viewMinutes(database.sql, stranger(), held.meetingId)).rejects.toMatchObject({
			code: 'not_found'
		});
	});
});

describe('conclusions', () => {
	beforeEach(() => minutes.draftMinutes(database.sql, held.meetingId));

	it('are written by the meeting’s secretary, with name and time', async () => {
		await minutes.saveConclusions(database.sql, secretary(), held.meetingId, '1. Giao Sở Tài chính.');
		expect(await minutes.viewMinutes(database.sql, clerk(), held.meetingId)).toMatchObject({
			conclusions: '1. Giao Sở Tài chính.',
			updatedByName: 'Trần Thị Mai'
		});
	});

	it.each([
		['the chair', () => ({ id: held.chairId, unitId: held.cityId, duties: ['leader'] })],
		['another secretary of the unit', () => ({ id: 'other', unitId: held.cityId, duties: ['secretary'] })],
		['an administrator', () => ({ id: 'admin', unitId: held.cityId, duties: ['administrator'] })]
	])('are refused from %s', async (_, person) => {
		await expect(minutes.saveConclusions(database.sql, person(), held.meetingId, 'x')).rejects.toMatchObject({
			code: 'not_allowed'
		});
	});

	it('are refused from somebody who may not know of the meeting', async () => {
		await expect(
			minutes.saveConclusions(database.sql, stranger(), held.meetingId, 'x')
		).rejects.toMatchObject({
			code: 'not_found'
		});
	});

	it('are refused once the minutes are approved', async () => {
		await database.sql`update minutes set state = 'approved' where meeting_id = ${held.meetingId}`;
		await expect(
			minutes.saveConclusions(database.sql, secretary(), held.meetingId, 'x')
		).rejects.toMatchObject({
			code: 'wrong_state'
		});
		expect(await minutes.viewMinutes(database.sql, secretary(), held.meetingId)).toMatchObject({
			mayEdit: false
		});
	});
});

describe('files', () => {
	it('are written from the newest minutes', async () => {
		await minutes.draftMinutes(database.sql, held.meetingId);
		const docx = await minutes.writeMinutes(database.sql, clerk(), held.meetingId, 'docx');
		const pdf = await minutes.writeMinutes(database.sql, clerk(), held.meetingId, 'pdf');
		expect(Buffer.from(docx.bytes).subarray(0, 2).toString()).toBe('PK');
		expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-');
		expect([docx.title, pdf.mediaType]).toEqual([held.title, 'application/pdf']);
	});

	it('are not found before there is a draft, nor by somebody who may not see the record', async () => {
		await expect(minutes.writeMinutes(database.sql, clerk(), held.meetingId, 'pdf')).rejects.toMatchObject({
			code: 'not_found'
		});
		await minutes.draftMinutes(database.sql, held.meetingId);
		await expect(minutes.writeMinutes(database.sql, stranger(), held.meetingId, 'pdf')).rejects.toMatchObject(
			{
				code: 'not_found'
			}
		);
	});
});
