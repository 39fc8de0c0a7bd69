import { mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '#lib/protocol/values.ts';
import * as archive from '#lib/server/archive/archive.ts';
import { openFileStore, type FileStore } from '#lib/server/platform/file-store.ts';
import { prepareJobs } from '#lib/server/platform/jobs.ts';
import { createLog } from '#lib/server/platform/log.ts';
import {
	chaptersIn,
	colourAt,
	tools,
	volumeAt,
	writePart,
	type Stretch
} from '../../tests/support/captured-parts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { happen, holdMeeting, type HeldMeeting, type SiteName } from '../../tests/support/held-meeting.ts';
import { compose } from './compose.ts';
import type { Studio } from './studio.ts';

const database = testDatabase();
const producer = () => crypto.randomUUID();
let dataDir: string;
let store: FileStore;

beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'compose-'));
	store = openFileStore({ dataDir });
	await prepareJobs({ databaseUrl: database.url, dataDir });
});

afterAll(() => rm(dataDir, { recursive: true }));

function studio(signal = new AbortController().signal): Studio {
	const log = createLog('test', { level: 'fatal' });
	return { sql: database.sql, store, dataDir, ffmpeg: tools, log, signal };
}

/** Seconds after the recording's start, which is the opening. */
async function captured(
	held: HeldMeeting,
	site: SiteName,
	source: Source,
	second: number,
	stretches: readonly Stretch[]
): Promise<string> {
	const { sql } = database;
	const part = await archive.addPart(sql, { meetingId: held.meetingId, siteId: held.sites[site], source });
	await archive.partStarted(sql, part.id, new Date(held.openedAt + second * 1000));
	const siteId = held.sites[site];
	const stage = { connectionId: part.id, producerId: producer(), source };
	const data = { partId: part.id, producerId: stage.producerId, source, offset: second * 1000 };
	await happen(sql, held, [
		{ type: 'stage:entered', at: second * 1000, siteId, data: stage },
		{ type: 'part:started', at: second * 1000, siteId, data },
		...switches(second, stretches).map(({ type, at }) => ({ type, at, siteId, data: stage }))
	]);
	const file = join(dataDir, 'recordings', part.path);
	await writePart(file, stretches);
	return file;
}

/** A stretch without picture and sound is one in which the site had switched it off. */
function switches(second: number, stretches: readonly Stretch[]) {
	let at = second * 1000;
	return stretches.flatMap(({ seconds, ...content }) => {
		const from = at;
		at += seconds * 1000;
		if (Object.keys(content).length > 0) return [];
		return [
			{ type: 'stage:paused' as const, at: from },
			{ type: 'stage:resumed' as const, at }
		];
	});
}

async function begin(seconds: number): Promise<HeldMeeting> {
	const { sql } = database;
	const held = await holdMeeting(sql, { minutes: seconds / 60 });
	await archive.startRecording(sql, held.meetingId);
	await happen(sql, held, [
		{ type: 'meeting:opened', at: 0, data: {} },
		{ type: 'recording:announced', at: 0, data: {} },
		{ type: 'recording:started', at: 0, data: {} }
	]);
	return held;
}

async function finish(held: HeldMeeting, seconds: number): Promise<void> {
	await happen(database.sql, held, [
		{ type: 'recording:stopped', at: seconds * 1000, data: {} },
		{ type: 'meeting:ended', at: seconds * 1000, data: {} }
	]);
	await archive.finishCapture(database.sql, held.meetingId, new Date(held.openedAt + seconds * 1000));
	await archive.beginComposition(database.sql, held.meetingId);
}

async function composed(held: HeldMeeting) {
	let result: archive.Composition | undefined;
	await compose(studio(), held.meetingId, async (composition) => {
		result = composition;
		await archive.compositionReady(database.sql, held.meetingId, composition);
	});
	if (!result) throw new Error('nothing was composed');
	const place = (hash: string) => join(dataDir, 'files', hash.slice(0, 2), hash);
	return { result, video: place(result.video.hash), audio: place(result.audio.hash) };
}

/** Inside the large picture, with and without small ones beside it; inside the first small one. */
const large = { x: 400, y: 200, width: 200, height: 200 };
const small = { x: 1100, y: 90, width: 60, height: 40 };

const isRed = { red: expect.closeTo(254, -1.5), green: expect.closeTo(0, -1.5) };

describe('a meeting with a chair, a commune with the floor and a shared screen', () => {
	let held: HeldMeeting;
	let video: string;
	let audio: string;
	let result: archive.Composition;

	beforeAll(async () => {
		held = await begin(24);
		const { sites, agenda } = held;
		await happen(database.sql, held, [
			{ type: 'agenda:begun', at: 3_000, data: agenda[0] },
			{ type: 'floor:granted', at: 5_000, siteId: sites.vinhAn, data: {} },
			{ type: 'floor:ended', at: 11_000, siteId: sites.vinhAn, data: { reason: 'returned' } },
			{ type: 'agenda:begun', at: 14_000, data: agenda[1] },
			{ type: 'floor:granted', at: 18_000, siteId: sites.coAm, data: {} },
			{ type: 'floor:ended', at: 21_000, siteId: sites.coAm, data: { reason: 'withdrawn' } }
		]);
		// The chair's camera changes its size in the middle, and is off for five seconds.
		await captured(held, 'main', 'camera', 1, [
			{ seconds: 6, colour: 'blue', size: '640x360' },
			{ seconds: 5, colour: 'blue', size: '320x180' },
			{ seconds: 5 },
			{ seconds: 7, colour: 'blue', size: '640x360' }
		]);
		await captured(held, 'main', 'microphone', 0.2, [
			{ seconds: 4.5, tone: 300 },
			{ seconds: 11 },
			{ seconds: 8, tone: 300 }
		]);
		await captured(held, 'vinhAn', 'camera', 5.3, [{ seconds: 5.5, colour: 'red' }]);
		await captured(held, 'vinhAn', 'microphone', 5.2, [{ seconds: 5.6, tone: 1000 }]);
		await captured(held, 'vinhAn', 'screen', 7.5, [{ seconds: 2, colour: 'white', size: '1280x720' }]);
		await captured(held, 'coAm', 'microphone', 18.1, [{ seconds: 2.8, tone: 2000 }]);
		await finish(held, 24);
		({ video, audio, result } = await composed(held));
	}, 180_000);

	it('is ready in the database, with its files in the store', async () => {
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({
			state: 'ready',
			progress: 1,
			durationMs: 24_000,
			beginsAt: new Date(held.openedAt),
			videoHash: result.video.hash
		});
		expect(await store.size(result.poster.hash)).toBeGreaterThan(1_000);
	});

	it('shows the chair large while nobody has the floor', async () => {
		for (const second of [2, 4.5, 22.5]) {
			const { red, green, blue } = await colourAt(video, second, large);
			expect(blue, `second ${second}`).toBeGreaterThan(200);
			expect(red + green, `second ${second}`).toBeLessThan(60);
		}
	});

	it('shows the one who has the floor large and the chair small', async () => {
		for (const second of [5.9, 7, 10.5]) {
			expect(await colourAt(video, second, large), `second ${second}`).toMatchObject(isRed);
			expect((await colourAt(video, second, small)).blue, `second ${second}`).toBeGreaterThan(200);
		}
	});

	it('gives the shared screen the large place and its speaker a small one', async () => {
		const { red, green, blue } = await colourAt(video, 8.5, large);
		expect(Math.min(red, green, blue)).toBeGreaterThan(230);
		expect(await colourAt(video, 8.5, small)).toMatchObject(isRed);
	});

	it('shows no frozen picture of a camera that is off', async () => {
		const { red, green, blue } = await colourAt(video, 14.5, { ...large, y: 40, height: 60 });
		expect(red + green + blue).toBeLessThan(150);
	});

	it('shows a card with the name of a speaker without a camera, and the chair beside it', async () => {
		expect((await colourAt(video, 19.5, small)).blue).toBeGreaterThan(200);
		const card = await colourAt(video, 19.5, { x: 60, y: 100, width: 100, height: 100 });
		expect(card.blue).toBeGreaterThan(card.red + 15);
		const name = await colourAt(video, 19.5, { x: 380, y: 300, width: 240, height: 50 });
		expect(name.red).toBeGreaterThan(card.red + 20);
	});

	it('is heard at the right times, paused microphones silent', async () => {
		for (const file of [video, audio]) {
			expect(await volumeAt(file, 1, 3, 300)).toBeGreaterThan(-40);
			expect(await volumeAt(file, 6, 8, 300)).toBeLessThan(-60);
			expect(await volumeAt(file, 16.5, 6, 300)).toBeGreaterThan(-40);
			expect(await volumeAt(file, 5.5, 5, 1000)).toBeGreaterThan(-40);
			expect(await volumeAt(file, 1, 3.5, 1000)).toBeLessThan(-60);
			expect(await volumeAt(file, 18.5, 2, 2000)).toBeGreaterThan(-40);
			expect(await volumeAt(file, 21.5, 2, 2000)).toBeLessThan(-60);
		}
	});

	it('has the agenda as chapters, after the opening', async () => {
		for (const file of [video, audio]) {
			expect(await chaptersIn(file)).toEqual([
				{ title: 'Khai mạc', start: 0, end: 3 },
				{ title: held.agenda[0].title, start: 3, end: 14 },
				{ title: held.agenda[1].title, start: 14, end: 24 }
			]);
		}
	});

	it('leaves no work folder behind', async () => {
		expect(await readdir(join(dataDir, 'compositions'))).not.toContain(held.meetingId);
	});
});

describe('trouble', () => {
	it('uses what can be read of a part with a broken tail, and names a part that cannot be read', async () => {
		const held = await begin(8);
		// As after a crash of the machine: the last bytes never reached the disk.
		const torn = await captured(held, 'main', 'camera', 0, [{ seconds: 8, colour: 'blue' }]);
		await truncate(torn, 3_000);
		const noise = await captured(held, 'vinhAn', 'camera', 0, [{ seconds: 1, colour: 'red' }]);
		await writeFile(noise, 'this is no Matroska file');
		await captured(held, 'main', 'microphone', 0, [{ seconds: 8, tone: 300 }]);
		await finish(held, 8);
		const { video } = await composed(held);
		expect((await colourAt(video, 0.5, large)).blue).toBeGreaterThan(200);
		const parts = await archive.listParts(database.sql, held.meetingId);
		expect(parts.map(({ state, failure }) => failure ?? state).sort()).toEqual([
			'checked',
			'checked',
			'unreadable'
		]);
	});

	it('answers that there is nothing when no part can be used', async () => {
		const held = await begin(4);
		const file = await captured(held, 'main', 'camera', 0, [{ seconds: 1, colour: 'blue' }]);
		await rm(file);
		await finish(held, 4);
		expect(await compose(studio(), held.meetingId, () => Promise.reject(new Error('kept nothing')))).toBe(
			'nothing'
		);
		const [part] = await archive.listParts(database.sql, held.meetingId);
		expect(part).toMatchObject({ state: 'failed', failure: 'missing' });
	});

	it('goes on after an interruption and makes no finished segment again', async () => {
		const held = await begin(10);
		await captured(held, 'main', 'camera', 0, [{ seconds: 10, colour: 'blue' }]);
		await captured(held, 'vinhAn', 'camera', 5, [{ seconds: 5, colour: 'red' }]);
		await happen(database.sql, held, [
			{ type: 'floor:granted', at: 5_000, siteId: held.sites.vinhAn, data: {} }
		]);
		await finish(held, 10);
		const folder = join(dataDir, 'compositions', held.meetingId);
		const finished = async () => (await readdir(folder)).filter((name) => /^[0-9a-f]+\.mp4$/.test(name));
		const interruption = new AbortController();
		const interrupted = compose(studio(interruption.signal), held.meetingId, () => Promise.resolve());
		await expect.poll(finished, { timeout: 120_000, interval: 20 }).toHaveLength(1);
		interruption.abort(new Error('the archivist stops'));
		await expect(interrupted).rejects.toThrow('the archivist stops');
		const [name = ''] = await finished();
		const before = await stat(join(folder, name));
		const { sql } = database;
		await compose(studio(), held.meetingId, async (composition) => {
			const { ino, mtimeMs } = await stat(join(folder, name));
			expect({ ino, mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
			await archive.compositionReady(sql, held.meetingId, composition);
		});
		expect(await archive.findRecording(sql, held.meetingId)).toMatchObject({ state: 'ready' });
	});
});
