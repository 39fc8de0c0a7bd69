// What the routes of the record refuse: strangers, forged ids, wrong shapes, those who may look but not act.
import { beforeEach, describe, expect, test } from 'vitest';
import { ask, type Asked, type Handler } from '../../../../tests/support/asking.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { holdMeeting, type HeldMeeting } from '../../../../tests/support/held-meeting.ts';
import { startRecording } from '#lib/server/archive/archive.ts';
import { draftMinutes, viewMinutes } from '#lib/server/minutes/minutes.ts';
import * as list from './+page.server.ts';
import * as record from './[id]/+page.server.ts';
import * as captions from './[id]/captions/+server.ts';
import * as media from './[id]/media/[kind]/+server.ts';
import * as document from './[id]/minutes/[format]/+server.ts';

const database = testDatabase();
let held: HeldMeeting;
beforeEach(async () => {
	held = await holdMeeting(database.sql);
	await startRecording(database.sql, held.meetingId);
	await draftMinutes(database.sql, held.meetingId);
});

const secretary = () => ({ id: held.secretaryId, unitId: held.cityId, duties: ['secretary'] });
const clerk = () => ({ id: 'clerk', unitId: held.units.vinhAn, duties: ['clerk'] });
const stranger = () => ({ id: 'stranger', unitId: crypto.randomUUID(), duties: ['leader', 'secretary'] });
const asking = (handler: Handler | undefined, asked: Asked) =>
	ask(database.sql, handler, { ...asked, params: { id: held.meetingId, ...asked.params } });

const reading: [string, Handler, Record<string, string>][] = [
	['the record', record.load, {}],
	['the captions', captions.GET, {}],
	['the video', media.GET, { kind: 'video' }],
	['the sound', media.GET, { kind: 'audio' }],
	['the poster', media.GET, { kind: 'poster' }],
	['the minutes as DOCX', document.GET, { format: 'docx' }],
	['the minutes as PDF', document.GET, { format: 'pdf' }]
];

describe.each(reading)('%s', (_name, handler, params) => {
	test('is nothing to a stranger and under forged ids', async () => {
		const nothing = { status: 404, data: 'not_found' };
		expect(await asking(handler, { person: stranger(), params })).toEqual(nothing);
		for (const id of [crypto.randomUUID(), '', 'x', "' or 1=1 --", '../../etc/passwd']) {
			expect(await asking(handler, { person: secretary(), params: { ...params, id } }), id).toEqual(nothing);
		}
	});

	test('is nothing while the meeting is being held', async () => {
		await database.sql`
			update meetings set state = 'open', ended_at = null where id = ${held.meetingId}
		`;
		expect((await asking(handler, { person: secretary(), params })).status).not.toBe(500);
	});
});

test('what is no part of a record is not found, even to those who may see it', async () => {
	for (const kind of ['', 'raw', 'toString', '__proto__', 'video/..']) {
		expect((await asking(media.GET, { person: secretary(), params: { kind } })).status, kind).toBe(404);
	}
	for (const format of ['', 'exe', 'toString', '__proto__', 'PDF']) {
		expect((await asking(document.GET, { person: secretary(), params: { format } })).status, format).toBe(
			404
		);
	}
	// Not composed yet.
	expect((await asking(media.GET, { person: secretary(), params: { kind: 'video' } })).status).toBe(404);
});

test('the invited read the record and its minutes', async () => {
	expect((await asking(record.load, { person: clerk() })).status).toBe(200);
	expect((await asking(captions.GET, { person: clerk() })).status).toBe(200);
	expect((await asking(document.GET, { person: clerk(), params: { format: 'docx' } })).status).toBe(200);
});

describe('what is done to a record', () => {
	const { conclude, retry } = record.actions;
	const conclusions = async () => (await viewMinutes(database.sql, secretary(), held.meetingId))?.conclusions;

	test('is refused to those who may only look, and to strangers it does not exist', async () => {
		const form = { conclusions: 'Chiếm quyền' };
		expect(await asking(conclude, { person: clerk(), form })).toMatchObject({
			status: 403,
			data: { code: 'not_allowed' }
		});
		expect(await asking(retry, { person: clerk(), form: {} })).toMatchObject({
			status: 403,
			data: { code: 'not_allowed' }
		});
		for (const action of [conclude, retry]) {
			expect((await asking(action, { person: stranger(), form })).status).toBe(404);
			expect((await asking(action, { person: secretary(), form, params: { id: 'x' } })).status).toBe(404);
			expect((await asking(action, { person: null, form })).status).toBe(401);
		}
		expect(await conclusions()).toBe('');
	});

	test('is refused in a wrong shape, by the field, and when there is nothing to do again', async () => {
		expect(await asking(conclude, { person: secretary(), form: {} })).toMatchObject({
			status: 400,
			data: { errors: { conclusions: { code: 'required' } } }
		});
		const form = { conclusions: 'x'.repeat(1_000_000) };
		expect(await asking(conclude, { person: secretary(), form })).toMatchObject({
			status: 400,
			data: { errors: { conclusions: { code: 'too_long' } } }
		});
		expect(await asking(retry, { person: secretary(), form: {} })).toMatchObject({
			status: 409,
			data: { code: 'wrong_state' }
		});
		expect(await conclusions()).toBe('');
	});
});

test('the list takes whatever an address says for a search, and shows a stranger nothing', async () => {
	for (const query of ['?page=-1', '?page=x', '?page=1e9', `?q=${'%'.repeat(3)}`, `?q=${'x'.repeat(500)}`]) {
		expect((await asking(list.load, { person: secretary(), query })).status, query).toBe(200);
	}
	expect(await asking(list.load, { person: stranger() })).toMatchObject({
		status: 200,
		data: { result: { total: 0 } }
	});
});
