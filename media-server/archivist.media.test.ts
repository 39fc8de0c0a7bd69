// The archivist as a process of its own: what it does with jobs, with an end in order and with a kill.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import * as archive from '#lib/server/archive/archive.ts';
import { viewMinutes } from '#lib/server/minutes/minutes.ts';
import { prepareJobs } from '#lib/server/platform/jobs.ts';
import { tools, writePart } from '../tests/support/captured-parts.ts';
import { testDatabase } from '../tests/support/database.ts';
import { happen, holdMeeting, type HeldMeeting } from '../tests/support/held-meeting.ts';

const database = testDatabase();
const running = new Set<ChildProcess>();
let dataDir: string;

beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'archivist-'));
	await prepareJobs({ databaseUrl: database.url, dataDir });
});

afterEach(async () => {
	for (const child of running) {
		child.kill('SIGKILL');
		await once(child, 'exit');
	}
});

afterAll(() => rm(dataDir, { recursive: true }));

function launch(): ChildProcess {
	const child = spawn(process.execPath, ['media-server/archivist.ts'], {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
		env: {
			...process.env,
			NODE_ENV: 'test',
			DATABASE_URL: database.url,
			DATA_DIR: dataDir,
			FFMPEG_BIN: tools.ffmpeg,
			FFPROBE_BIN: tools.ffprobe
		}
	});
	running.add(child);
	child.once('exit', () => running.delete(child));
	return child;
}

async function start(): Promise<ChildProcess> {
	const child = launch();
	if (!child.stdout) throw new Error('no output');
	for await (const line of createInterface({ input: child.stdout })) {
		if (line.includes('archivist ready')) break;
	}
	// Nobody reads it any more, and a full pipe would stop the program.
	child.stdout.resume();
	return child;
}

/** A meeting of so many seconds that has just ended; its two scenes each take a while to make. */
async function ended(seconds: number): Promise<HeldMeeting> {
	const { sql } = database;
	const held = await holdMeeting(sql, { minutes: seconds / 60 });
	const { meetingId, openedAt, sites } = held;
	const end = new Date(openedAt + seconds * 1000);
	await archive.startRecording(sql, meetingId);
	const part = await archive.addPart(sql, { meetingId, siteId: sites.main, source: 'camera' });
	await archive.partStarted(sql, part.id, new Date(openedAt));
	await writePart(join(dataDir, 'recordings', part.path), [{ seconds, colour: 'blue' }]);
	const producerId = crypto.randomUUID();
	await happen(sql, held, [
		{ type: 'meeting:opened', at: 0, data: {} },
		{ type: 'recording:started', at: 0, data: {} },
		{
			type: 'part:started',
			at: 0,
			siteId: sites.main,
			data: { partId: part.id, producerId, source: 'camera', offset: 0 }
		},
		{ type: 'floor:granted', at: 2_000, siteId: sites.vinhAn, data: {} },
		{ type: 'meeting:ended', at: seconds * 1000, data: {} }
	]);
	await archive.finishCapture(sql, meetingId, end);
	return held;
}

const stateOf = async ({ meetingId }: HeldMeeting) =>
	(await archive.findRecording(database.sql, meetingId))?.state;

/** Whether this process says that it is alive. */
async function beats(child: ChildProcess): Promise<boolean> {
	const instance = `${hostname()}:${child.pid}`;
	const rows = await database.sql`
		select at from heartbeats where program = 'archivist' and instance = ${instance}
	`;
	return rows.length === 1;
}

it('drafts the minutes within seconds of the end and composes the recording', async () => {
	const child = await start();
	expect(await beats(child)).toBe(true);
	const held = await ended(4);
	const secretary = { id: held.secretaryId, unitId: held.cityId, duties: ['secretary'] };
	const draft = () => viewMinutes(database.sql, secretary, held.meetingId);
	await expect.poll(draft, { timeout: 120_000 }).toMatchObject({ state: 'draft' });
	await expect.poll(() => stateOf(held), { timeout: 240_000 }).toBe('ready');
});

it('goes on after kill -9 where it was', async () => {
	const held = await ended(12);
	const folder = join(dataDir, 'compositions', held.meetingId);
	const finished = async () => {
		const names = await readdir(folder).catch(() => []);
		return names.filter((name) => /^[0-9a-f]+\.mp4$/.test(name));
	};
	const first = await start();
	await expect.poll(finished, { timeout: 240_000, interval: 10 }).not.toEqual([]);
	first.kill('SIGKILL');
	await once(first, 'exit');
	expect(await stateOf(held)).toBe('composing');
	const [name = ''] = await finished();
	const before = await stat(join(folder, name));
	const second = await start();
	// Until the folder is thrown away the finished piece stays the one that it was.
	let seen = before;
	const look = async () => {
		seen = await stat(join(folder, name)).catch(() => seen);
		return stateOf(held);
	};
	await expect.poll(look, { timeout: 240_000, interval: 20 }).toBe('ready');
	expect({ ino: seen.ino, mtimeMs: seen.mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
	expect(second.exitCode).toBeNull();
});

it('ends in order in the middle of composing, and leaves the work to the next one', async () => {
	const held = await ended(12);
	const child = await start();
	await expect.poll(() => stateOf(held), { timeout: 60_000 }).toBe('composing');
	child.kill('SIGTERM');
	const [code] = await once(child, 'exit');
	expect(code).toBe(0);
	expect(await stateOf(held)).toBe('composing');
	expect(await beats(child)).toBe(false);
	await start();
	await expect.poll(() => stateOf(held), { timeout: 240_000 }).toBe('ready');
});

it('ends when its supervisor goes while it starts', async () => {
	const child = launch();
	child.disconnect();
	const [code] = await once(child, 'exit');
	expect(code).toBe(0);
});

it('ends when its supervisor is gone', async () => {
	const child = await start();
	child.disconnect();
	const [code] = await once(child, 'exit');
	expect(code).toBe(0);
});
