// The recording: announced before it begins, complete while everything is well, and honest when something is not.
import { createSocket } from 'node:dgram';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundPorts } from '../../media-server/recording/listening.ts';
import { findRecording, listParts } from '../../src/lib/server/archive/archive.ts';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { probe, widths } from '../support/media/files.ts';
import { conveneMeeting, type ConvenedMeeting } from '../support/media/meeting.ts';
import { descendants } from '../support/media/processes.ts';
import { writePacket } from '../support/media/rtp.ts';
import type { Seat } from '../support/media/seat.ts';
import { audioParameters } from '../support/media/sender.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

const read = ({ meetingId }: ConvenedMeeting) => events.read(database.sql, meetingId);
const startedParts = async (meeting: ConvenedMeeting) => events.recordedParts(await read(meeting));
const rows = ({ meetingId }: ConvenedMeeting) => listParts(database.sql, meetingId);
const fileOf = (part: { path: string }, of = server) => join(of.dataDir, 'recordings', part.path);

async function open(of = server): Promise<{ meeting: ConvenedMeeting; chair: Seat }> {
	const meeting = await conveneMeeting(database.sql);
	const chair = await of.join(meeting, meeting.chair);
	await chair.ask('meeting:open', {});
	return { meeting, chair };
}

async function end(meeting: ConvenedMeeting, chair: Seat): Promise<void> {
	await chair.ask('meeting:end', {});
	await chair.gone();
	await eventually(async () => (await findRecording(database.sql, meeting.meetingId))?.state).not.toBe(
		'capturing'
	);
}

describe('the recording of a meeting', () => {
	test('is announced to everyone before anything is captured', async () => {
		const meeting = await conveneMeeting(database.sql);
		const chair = await server.join(meeting, meeting.chair);
		const listener = await server.join(meeting, meeting.delegates[0]);
		expect(listener.joined.snapshot.recording).toEqual({ state: 'off', startedAt: null });
		await chair.ask('meeting:open', {});
		await chair.produce('microphone');
		await eventually(() => startedParts(meeting)).toHaveLength(1);
		const states = listener.all('recording:changed').map(({ recording }) => recording.state);
		expect(states).toEqual(['announced', 'on']);
		const types = (await read(meeting)).map(({ type }) => type);
		const order = ['meeting:opened', 'recording:announced', 'recording:started', 'part:started'] as const;
		expect(types.filter((type) => order.some((one) => one === type))).toEqual(order);
	});

	test('has every track of the stage, from its first packet to the end', async () => {
		const { meeting, chair } = await open();
		const [{ siteId }] = meeting.delegates;
		const speaker = await server.join(meeting, meeting.delegates[0]);
		await chair.ask('floor:grant', { siteId });
		await chair.produce('camera');
		const microphone = await speaker.produce('microphone');
		await speaker.produce('screen');
		await eventually(() => startedParts(meeting)).toHaveLength(3);
		const sent = microphone.sender.sent;
		await eventually(() => microphone.sender.sent - sent).toBeGreaterThan(120);
		await end(meeting, chair);

		const parts = await rows(meeting);
		const logged = await startedParts(meeting);
		expect(parts.map(({ source, state, failure }) => [source, state, failure]).toSorted()).toEqual([
			['camera', 'captured', null],
			['microphone', 'captured', null],
			['screen', 'captured', null]
		]);
		for (const part of parts) {
			const found = await probe(fileOf(part));
			expect(found).toMatchObject(
				part.source === 'microphone' ? { codec: 'opus' } : { codec: 'vp8', width: 320 }
			);
			expect(found.seconds).toBeGreaterThan(1.5);
			expect(found.frames).toBeGreaterThan(part.source === 'microphone' ? 90 : 20);
			expect(part.siteId).toBe(part.source === 'camera' ? meeting.chair.siteId : siteId);
			const event = logged.find(({ partId }) => partId === part.id);
			expect(event?.reason).toBe('recording-stopped');
			expect(event?.from).toBe(part.startedAt?.getTime());
		}
		expect((await findRecording(database.sql, meeting.meetingId))?.state).toBe('captured');
		const jobs = await database.sql<{ name: string }[]>`
			select name from pgboss.job where data ->> 'meetingId' = ${meeting.meetingId} order by name
		`;
		expect(jobs.map(({ name }) => name)).toEqual(['minutes-draft', 'recording-compose']);
	});

	test('has nothing of who has left the stage', async () => {
		const { meeting, chair } = await open();
		const { producerId } = await chair.produce('microphone');
		await eventually(() => startedParts(meeting)).toHaveLength(1);
		await chair.ask('producer:close', { producerId });
		await eventually(async () => (await startedParts(meeting))[0]?.reason).toBe('stage-left');
		const [part] = await rows(meeting);
		expect(part).toMatchObject({ state: 'captured' });
		expect(await descendants(process.pid, part?.id ?? '')).toEqual([]);
		await end(meeting, chair);
	});

	test('of a meeting in which nobody spoke is empty, and the minutes are drafted all the same', async () => {
		const { meeting, chair } = await open();
		await end(meeting, chair);
		expect((await findRecording(database.sql, meeting.meetingId))?.state).toBe('empty');
		const jobs = await database.sql<{ name: string }[]>`
			select name from pgboss.job where data ->> 'meetingId' = ${meeting.meetingId}
		`;
		expect(jobs.map(({ name }) => name)).toEqual(['minutes-draft']);
	});

	test('has a picture in H.264, which devices send that have nothing else', async () => {
		const { meeting, chair } = await open();
		const { sender } = await chair.produce('camera', 1, 'H264');
		await eventually(() => startedParts(meeting)).toHaveLength(1);
		const { sent } = sender;
		await eventually(() => sender.sent - sent).toBeGreaterThan(60);
		await end(meeting, chair);
		const [part] = await rows(meeting);
		const found = await probe(fileOf(part ?? { path: '' }));
		expect(found).toMatchObject({ codec: 'h264', width: 320 });
		expect(found.frames).toBeGreaterThan(15);
	});

	test('of a camera in two sizes has one clock, also when one goes before it has reported its own', async () => {
		const { meeting, chair } = await open();
		const warming = { sizes: 2, reporting: 1 };
		const { sender } = await chair.produce('camera', 2, 'VP8', warming);
		const sendMore = async (packets: number) => {
			const { sent } = sender;
			await eventually(() => sender.sent - sent).toBeGreaterThan(packets);
		};
		await eventually(() => startedParts(meeting)).toHaveLength(1);
		await sendMore(300);
		const [first] = await rows(meeting);
		for (const { pid } of await descendants(process.pid, first?.id ?? '')) process.kill(pid, 'SIGKILL');
		await eventually(() => startedParts(meeting)).toHaveLength(2);
		warming.sizes = 1;
		await sendMore(100);
		warming.sizes = warming.reporting = 2;
		const second = (await rows(meeting)).find(({ id }) => id !== first?.id);
		const file = fileOf(second ?? { path: '' });
		await eventually(async () => (await widths(file)).at(-1)).toBe(320);
		await end(meeting, chair);
		expect(await widths(file)).toEqual([160, 320]);
		// Of hours, if the clocks were not joined.
		expect((await probe(file)).seconds).toBeLessThan(60);
	});

	test.each([
		['is killed', 'SIGKILL'],
		['hangs', 'SIGSTOP']
	] as const)('goes on in a new part when its writer %s, and what was written is good', async (_, signal) => {
		const { meeting, chair } = await open();
		const { sender } = await chair.produce('camera');
		await eventually(() => startedParts(meeting)).toHaveLength(1);
		const [first] = await rows(meeting);
		await eventually(async () => (await written(first)) ?? 0).toBeGreaterThan(20_000);
		for (const { pid } of await descendants(process.pid, first?.id ?? '')) process.kill(pid, signal);
		await eventually(() => startedParts(meeting)).toHaveLength(2);
		const { sent } = sender;
		await eventually(() => sender.sent - sent).toBeGreaterThan(60);
		await end(meeting, chair);
		expect((await startedParts(meeting)).map(({ reason }) => reason)).toEqual([
			'failed',
			'recording-stopped'
		]);
		for (const part of await rows(meeting)) {
			expect(part).toMatchObject({ state: 'captured', source: 'camera' });
			expect((await probe(fileOf(part))).frames).toBeGreaterThan(5);
		}
	});

	test('of a microphone that is closed while its writer starts leaves nothing behind', async () => {
		const { meeting, chair } = await open();
		await chair.notice('recording:changed', ({ recording }) => recording.state === 'on');
		const closed = [];
		for (let count = 0; count < 3; count++) {
			const { producerId } = await chair.produce('microphone');
			await eventually(async () => (await rows(meeting)).length).toBe(count + 1);
			await chair.ask('producer:close', { producerId });
			closed.push(producerId);
		}
		await eventually(() => descendants(process.pid, meeting.meetingId)).toHaveLength(0);
		const late = await server.join(meeting, meeting.secretary);
		expect(late.joined.snapshot.recording.state).toBe('on');
		await end(meeting, chair);
		expect((await rows(meeting)).filter(({ failure }) => failure === 'writer_failed')).toEqual([]);
	});

	test('gives ffmpeg nothing to read that a page has made up', async () => {
		const { chair, meeting } = await open();
		const { transportId } = await chair.sendLink();
		const rtpParameters = audioParameters(9);
		const [codec] = rtpParameters.codecs;
		if (!codec) throw new Error('a microphone has a codec');
		const forged = (parameters: Record<string, string>) => ({
			transportId,
			kind: 'audio' as const,
			source: 'microphone' as const,
			rtpParameters: { ...rtpParameters, codecs: [{ ...codec, parameters }] }
		});
		const line = '1\r\nm=audio 47123 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000';
		const attempts: Record<string, string>[] = [{ x: line }, { [`x=${line}`]: '1' }];
		for (const parameters of attempts) {
			expect(await chair.answer('producer:create', forged(parameters))).toMatchObject({
				error: { code: 'invalid_input' }
			});
		}
		await end(meeting, chair);
	});

	test('takes nothing from other programs of this machine', async () => {
		const { meeting, chair } = await open();
		const { sender } = await chair.produce('microphone');
		await eventually(() => startedParts(meeting)).toHaveLength(1);
		const [part] = await rows(meeting);
		const [payloadType] = chair.joined.routerRtpCapabilities.codecs ?? [];
		const forged = writePacket({
			payloadType: payloadType?.preferredPayloadType ?? 0,
			sequence: 1,
			timestamp: 1,
			ssrc: 1,
			marker: false,
			payload: Buffer.alloc(80)
		});
		const goodbye = Buffer.from('81cb0002000000010365766c', 'hex');
		const socket = createSocket('udp4');
		for (const port of boundPorts(await readFile('/proc/net/udp', 'utf8'))) {
			if (port < 50_000 || port > 60_000) continue;
			for (const packet of [forged, goodbye]) socket.send(packet, port, '127.0.0.1');
		}
		const { sent } = sender;
		await eventually(() => sender.sent - sent).toBeGreaterThan(50);
		socket.close();
		expect(await descendants(process.pid, part?.id ?? '')).toHaveLength(1);
		await end(meeting, chair);
		const { frames, seconds } = await probe(fileOf(part ?? { path: '' }));
		expect(frames).toBeLessThanOrEqual(seconds * 50 + 2);
	});
});

async function written(part: { path: string } | undefined): Promise<number | undefined> {
	if (part === undefined) return undefined;
	return stat(fileOf(part)).then(
		({ size }) => size,
		() => undefined
	);
}

describe('a long recording', () => {
	let own: TestServer;
	beforeAll(async () => {
		own = await startTestServer(database, { partLength: 2000 });
	});
	afterAll(() => own.close());

	test('is cut into parts without a gap', async () => {
		const { meeting, chair } = await open(own);
		await chair.produce('microphone');
		await eventually(() => startedParts(meeting)).toHaveLength(3);
		await end(meeting, chair);
		const parts = await startedParts(meeting);
		expect(parts.slice(0, 2).map(({ reason }) => reason)).toEqual(['rotated', 'rotated']);
		for (const [index, part] of parts.slice(1).entries()) {
			expect(part.from).toBeLessThanOrEqual(parts[index]?.to ?? 0);
		}
		for (const part of await rows(meeting)) expect((await probe(fileOf(part, own))).codec).toBe('opus');
	});
});

describe('without ffmpeg', () => {
	let own: TestServer;
	beforeAll(async () => {
		own = await startTestServer(database, { ffmpegBin: '/bin/false' });
	});
	afterAll(() => own.close());

	test('the meeting is held, and everyone sees that it is not recorded', async () => {
		const { meeting, chair } = await open(own);
		const listener = await own.join(meeting, meeting.delegates[0]);
		await listener.watch();
		const { producerId } = await chair.produce('microphone');
		await listener.notice('recording:changed', ({ recording }) => recording.state === 'failed');
		await eventually(() => listener.received(producerId)).toBeGreaterThan(20);
		await end(meeting, chair);
		expect((await findRecording(database.sql, meeting.meetingId))?.state).toBe('empty');
		expect(await rows(meeting)).toContainEqual(
			expect.objectContaining({ state: 'failed', failure: 'writer_failed' })
		);
	});
});
