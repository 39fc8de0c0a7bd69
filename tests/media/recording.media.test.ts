import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listParts } from '../../src/lib/server/archive/archive.ts';
import * as events from '../../src/lib/server/events/events.ts';
import { ffmpegPaths } from '../../src/lib/server/platform/ffmpeg-path.ts';
import { testDatabase } from '../support/database.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

describe('the recording', () => {
	test('begins with the opening and has every track of the stage', async () => {
		const meeting = await conveneMeeting(database.sql);
		const chair = await server.join(meeting, meeting.chair);
		await chair.ask('meeting:open', {});
		await chair.notice('recording:changed', ({ recording }) => recording.state === 'on');
		await chair.produce('camera');
		await chair.produce('microphone');
		await expect
			.poll(async () => events.recordedParts(await events.read(database.sql, meeting.meetingId)).length)
			.toBe(2);
		await new Promise((resolve) => setTimeout(resolve, 3000));
		await chair.ask('meeting:end', {});
		await chair.notice('seat:ended');
		const parts = await listParts(database.sql, meeting.meetingId);
		for (const part of parts) {
			const { ffprobe } = ffmpegPaths({});
			const file = join(server.dataDir, 'recordings', part.path);
			const { stdout } = await promisify(execFile)(ffprobe, [
				'-v',
				'error',
				'-show_streams',
				'-show_format',
				'-count_packets',
				file
			]);
			console.log(part, stdout);
		}
		console.log(await events.read(database.sql, meeting.meetingId));
	});
});
