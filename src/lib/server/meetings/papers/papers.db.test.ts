import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testDatabase } from '../../../../../tests/support/database.ts';
import * as planned from '../../../../../tests/support/planned-meeting.ts';
import { clock, nobody } from '../../../../../tests/support/planned-meeting.ts';
import { openFileStore, type FileStore } from '#lib/server/platform/file-store.ts';
import * as meetings from '../meetings.ts';
import { cleanFileName } from './papers.ts';

const database = testDatabase();
let city: planned.City;
let dataDir: string;
let files: FileStore;
beforeAll(async () => {
	city = await planned.peopleOfCity(database.sql);
	dataDir = await mkdtemp(join(tmpdir(), 'diem-cau-papers-'));
	files = openFileStore({ dataDir });
});
afterAll(() => rm(dataDir, { recursive: true }));

const pdf = (words: string) => new TextEncoder().encode(`%PDF-1.7\n% ${words}\n`);
const code = (value: string) => expect.objectContaining({ code: value });
const upload = (id: string, change: Partial<Parameters<typeof meetings.addPaper>[4]> = {}) =>
	meetings.addPaper(database.sql, files, city.secretary, id, {
		fileName: 'Báo cáo_thu ngân sách.pdf',
		bytes: pdf('thu'),
		agendaItemId: null,
		...change
	});

test('a paper is stored by its hash and read by everybody who is invited, once it is convened', async () => {
	const { sql } = database;
	const id = await planned.draft(sql, city);
	const paper = await upload(id);
	await expect(meetings.paperFile(sql, city.clerk, id, paper)).rejects.toEqual(code('not_found'));
	const sent = await planned.convened(sql, city);
	const sentPaper = await upload(sent);
	const file = await meetings.paperFile(sql, city.clerk, sent, sentPaper);
	expect(file).toMatchObject({
		fileName: 'Báo cáo_thu ngân sách.pdf',
		mediaType: 'application/pdf',
		size: 15
	});
	expect(await text(files.read(file.fileHash))).toBe('%PDF-1.7\n% thu\n');
	const { papers } = await meetings.viewOf(sql, city.clerk, sent, clock);
	expect(papers).toMatchObject([{ id: sentPaper, title: 'Báo cáo thu ngân sách', size: 15 }]);
});

test('papers stand in the order of the agenda, those of the whole meeting last', async () => {
	const { sql } = database;
	const id = await planned.draft(sql, city);
	const item = { title: 'Mục', presenter: '', plannedMinutes: 5 };
	const first = await meetings.addItem(sql, city.secretary, id, item);
	const second = await meetings.addItem(sql, city.secretary, id, item);
	await upload(id, { fileName: 'chung.pdf' });
	await upload(id, { fileName: 'hai.pdf', agendaItemId: second });
	await upload(id, { fileName: 'một.pdf', agendaItemId: first });
	const titles = async () =>
		(await meetings.planOf(sql, city.secretary, id, clock)).papers.map((paper) => paper.title);
	expect(await titles()).toEqual(['một', 'hai', 'chung']);
	await meetings.removeItem(sql, city.secretary, id, first);
	expect(await titles()).toEqual(['hai', 'chung', 'một']);
});

test('the room has the papers in that order, and who waits there is told when one comes or goes', async () => {
	const { sql } = database;
	const id = await planned.convened(sql, city);
	const item = { title: 'Mục', presenter: '', plannedMinutes: 5 };
	const itemId = await meetings.addItem(sql, city.secretary, id, item);
	const told: string[] = [];
	const listening = await sql.listen('meeting_changed', (meetingId) => told.push(meetingId));
	const whole = await upload(id, { fileName: 'chung.pdf' });
	const ofItem = await upload(id, { fileName: 'mục 1.pdf', agendaItemId: itemId });
	const { papers } = await meetings.roomOf(sql, id);
	expect(papers).toEqual([
		{ paperId: ofItem, itemId, title: 'mục 1', size: 15 },
		{ paperId: whole, itemId: null, title: 'chung', size: 15 }
	]);
	await meetings.removePaper(sql, city.secretary, id, whole);
	await vi.waitFor(() => expect(told).toEqual([id, id, id]));
	await listening.unlisten();
	expect((await meetings.roomOf(sql, id)).papers).toHaveLength(1);
});

test('what is no PDF is refused, whatever it is called, and leaves no trace', async () => {
	const id = await planned.draft(database.sql, city);
	const before = await readdir(join(dataDir, 'files'), { recursive: true });
	for (const bytes of [
		new TextEncoder().encode('hello'),
		new Uint8Array([0x4d, 0x5a, 0x90]),
		new Uint8Array(0)
	]) {
		await expect(upload(id, { bytes })).rejects.toMatchObject({
			code: 'wrong_file_type',
			data: { problem: 'file_wrong_type' }
		});
	}
	expect(await readdir(join(dataDir, 'files'), { recursive: true })).toEqual(before);
	expect((await meetings.planOf(database.sql, city.secretary, id, clock)).papers).toEqual([]);
});

test('more than 50 MB is refused', async () => {
	const id = await planned.draft(database.sql, city);
	const bytes = new Uint8Array(meetings.schema.largestPaper + 1);
	bytes.set(pdf('lớn'));
	await expect(upload(id, { bytes })).rejects.toEqual(code('too_large'));
});

test('of several files the good ones are kept and each refused one is named with its reason', async () => {
	const { sql } = database;
	const id = await planned.draft(sql, city);
	const large = new Uint8Array(meetings.schema.largestPaper + 1);
	large.set(pdf('lớn'));
	const uploads = [
		{ fileName: 'ảnh.jpg', bytes: new Uint8Array([0xff, 0xd8, 0xff]), agendaItemId: null },
		{ fileName: 'một.pdf', bytes: pdf('một'), agendaItemId: null },
		{ fileName: 'lớn.pdf', bytes: large, agendaItemId: null },
		{ fileName: 'hai.pdf', bytes: pdf('hai'), agendaItemId: null }
	];
	expect(await meetings.addPapers(sql, files, city.secretary, id, uploads)).toEqual([
		{ fileName: 'ảnh.jpg', problem: { code: 'file_wrong_type' } },
		{ fileName: 'lớn.pdf', problem: { code: 'file_too_large', limit: 50 } }
	]);
	const { papers } = await meetings.planOf(sql, city.secretary, id, clock);
	expect(papers.map((paper) => paper.title)).toEqual(['một', 'hai']);
	await expect(meetings.addPapers(sql, files, city.clerk, id, uploads)).rejects.toMatchObject({
		name: 'CodedError'
	});
});

test('a paper belongs to an item of its own meeting only', async () => {
	const { sql } = database;
	const id = await planned.draft(sql, city);
	const other = await planned.draft(sql, city);
	const item = await meetings.addItem(sql, city.secretary, other, {
		title: 'X',
		presenter: '',
		plannedMinutes: 5
	});
	await expect(upload(id, { agendaItemId: item })).rejects.toEqual(code('not_found'));
});

test('only those who plan add and remove, and not after the opening', async () => {
	const { sql } = database;
	const id = await planned.convened(sql, city);
	const paper = await upload(id);
	const input = { fileName: 'a.pdf', bytes: pdf('a'), agendaItemId: null };
	for (const person of [city.clerk, city.chair, city.operator]) {
		await expect(meetings.addPaper(sql, files, person, id, input)).rejects.toEqual(code('not_allowed'));
		await expect(meetings.removePaper(sql, person, id, paper)).rejects.toEqual(code('not_allowed'));
	}
	for (const person of [city.stranger]) {
		await expect(meetings.addPaper(sql, files, person, id, input)).rejects.toEqual(code('not_found'));
		await expect(meetings.removePaper(sql, person, id, paper)).rejects.toEqual(code('not_found'));
		await expect(meetings.paperFile(sql, person, id, paper)).rejects.toEqual(code('not_found'));
	}
	await meetings.removePaper(sql, city.secretary, id, paper);
	await expect(meetings.paperFile(sql, city.secretary, id, paper)).rejects.toEqual(code('not_found'));
	const late = await upload(id);
	await meetings.openMeeting(sql, id, clock.now);
	await expect(upload(id)).rejects.toEqual(code('wrong_state'));
	await expect(meetings.removePaper(sql, city.secretary, id, late)).rejects.toEqual(code('wrong_state'));
	expect((await meetings.paperFile(sql, city.clerk, id, late)).size).toBe(15);
});

test('a paper is found in its own meeting only', async () => {
	const { sql } = database;
	const [id, other] = [await planned.convened(sql, city), await planned.convened(sql, city)];
	const paper = await upload(id);
	for (const forged of [nobody, 'x', '../../secrets/ticket']) {
		await expect(meetings.paperFile(sql, city.clerk, id, forged)).rejects.toEqual(code('not_found'));
	}
	await expect(meetings.paperFile(sql, city.clerk, other, paper)).rejects.toEqual(code('not_found'));
	await expect(meetings.removePaper(sql, city.secretary, other, paper)).rejects.toEqual(code('not_found'));
});

test.each([
	['Báo cáo.pdf', 'Báo cáo.pdf'],
	['C:\\Tài liệu\\Tờ trình.PDF', 'Tờ trình.pdf'],
	['../../etc/passwd', 'passwd.pdf'],
	['a\u0000b\r\nc.pdf', 'abc.pdf'],
	['.pdf', 'paper.pdf'],
	['', 'paper.pdf'],
	['x'.repeat(300) + '.pdf', 'x'.repeat(200) + '.pdf'],
	['Báo cáo.pdf'.normalize('NFD'), 'Báo cáo.pdf']
])('the file name %j is kept as %j', (sent, kept) => {
	expect(cleanFileName(sent)).toBe(kept);
});
