// The media server as a whole: starts its parts in order and closes them in the opposite one.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { seatKept as usualSeatKept } from '#lib/protocol/values.ts';
import { finishCapture, listCapturing } from '#lib/server/archive/archive.ts';
import type { Config } from '#lib/server/platform/config.ts';
import type { Client } from '#lib/server/platform/db.ts';
import { startHeartbeat } from '#lib/server/platform/heartbeat.ts';
import { findFfmpeg } from '#lib/server/platform/ffmpeg-path.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { BallotBox } from '#lib/server/votes/votes.ts';
import { LoadMeter } from './metrics/load.ts';
import type { Measured, Metrics } from './metrics/metrics.ts';
import { Traffic } from './metrics/traffic.ts';
import { PortPairs } from './recording/ports.ts';
import { RoomRecorder } from './recording/recorder.ts';
import type { RecordedRoom } from './rooms/recorder.ts';
import { Room } from './rooms/room.ts';
import { Rooms } from './rooms/rooms.ts';
import { Workers } from './rtc/workers.ts';
import { followSessions } from './sessions.ts';
import { createSignalling } from './signalling/signalling.ts';
import { Tally } from './tally.ts';

export interface MediaServerGiven {
	config: MediaServerConfig;
	sql: Client;
	log: Log;
	/** Milliseconds that a seat waits for its page, and an empty room for anybody. */
	seatKept?: number;
	emptyKept?: number;
	/** Milliseconds that a site has to answer when it is asked to speak. */
	offerKept?: number;
	/** Milliseconds after which a track is recorded into a new file. */
	partLength?: number;
	/** Milliseconds between two signs of life that open sockets give their sessions. */
	keepSessionsEvery?: number;
}

export type MediaServerConfig = Pick<
	Config,
	| 'signallingPort'
	| 'metricsPort'
	| 'origin'
	| 'ticketSecret'
	| 'turn'
	| 'rtcPort'
	| 'rtcAddress'
	| 'rtcWorkers'
	| 'workerPackets'
	| 'workerBin'
	| 'dataDir'
	| 'ffmpegBin'
	| 'ffprobeBin'
>;

export interface MediaServer {
	port: number;
	openRooms(): number;
	close(): Promise<void>;
}

const loopback = '127.0.0.1';

export async function startMediaServer({
	config,
	sql,
	log,
	seatKept = usualSeatKept,
	emptyKept = 60_000,
	offerKept = 30_000,
	partLength = 15 * 60_000,
	keepSessionsEvery = 5 * 60_000
}: MediaServerGiven): Promise<MediaServer> {
	const tally = new Tally();
	const traffic = new Traffic();
	if (config.metricsPort !== undefined) traffic.start();
	const workers = await Workers.start(config, log);
	const http = createServer(answerHealth);
	const signalling = createSignalling(http, config, log);
	const recording = {
		sql,
		ffmpeg: findFfmpeg(config)?.ffmpeg,
		folder: join(config.dataDir, 'recordings'),
		ports: new PortPairs(),
		partLength
	};
	if (recording.ffmpeg === undefined) log.error('there is no ffmpeg: meetings are not recorded');
	const recorder = (room: RecordedRoom) => new RoomRecorder(recording, room);
	const ballotBox = new BallotBox(join(config.dataDir, 'votes'));
	const load = new LoadMeter(workers);
	const times = { seatKept, offerKept };
	const found = { sql, workers, log, tally, load, ballotBox };
	const shared = { ...found, ...times, toAll: signalling.toAll, recorder };
	const rooms = new Rooms({
		emptyKept,
		log,
		open: (meetingId, emptied) => Room.open({ ...shared, emptied }, meetingId)
	});
	await goOn(sql, rooms, log);
	signalling.open(rooms, tally);
	const sessions = await followSessions({ sql, signalling, rooms, log, keepEvery: keepSessionsEvery });
	const changes = await sql.listen('meeting_changed', (meetingId) => {
		rooms.meetingChanged(meetingId).catch((error: unknown) => {
			log.error({ meeting: meetingId, err: error }, 'a changed meeting could not be read again');
		});
	});
	const port = await listen(http, config.signallingPort);
	const metrics = await startMeasuring(config.metricsPort, { rooms, workers, traffic, tally, log });
	const heartbeat = await startHeartbeat(sql, 'media-server', log, () => workers.alive.length > 0);
	log.info({ port }, 'media server ready');

	const close = async () => {
		await heartbeat.stop();
		await sessions.close();
		await changes.unlisten();
		await rooms.close();
		await signalling.close();
		await metrics?.close();
		traffic.stop();
		workers.close();
	};
	let closing: Promise<void> | undefined;
	return { port, openRooms: () => rooms.size, close: () => (closing ??= close()) };
}

async function startMeasuring(port: number | undefined, given: Measured): Promise<Metrics | undefined> {
	if (port === undefined) return undefined;
	// Loaded only where somebody reads them.
	const { startMetrics } = await import('./metrics/metrics.ts');
	return startMetrics({ port, ...given });
}

/** Meetings that were under way when the media server before this one was killed. */
async function goOn(sql: Client, rooms: Rooms, log: Log): Promise<void> {
	for (const { meetingId, endedAt } of await listCapturing(sql)) {
		try {
			// To open a room is to take up its log; whoever comes back finds floor, hands and agenda in it.
			await rooms.get(meetingId);
			if (endedAt !== null) await finishCapture(sql, meetingId, endedAt);
		} catch (error) {
			log.error({ meeting: meetingId, err: error }, 'a meeting could not be taken up again');
		}
	}
}

function answerHealth(request: IncomingMessage, response: ServerResponse): void {
	const healthy = request.url === '/healthz';
	response.writeHead(healthy ? 200 : 404, { 'content-type': 'application/json' });
	response.end(JSON.stringify(healthy ? { mediaServer: 'ok' } : { error: 'not_found' }));
}

async function listen(http: Server, port: number): Promise<number> {
	await new Promise<void>((resolve, reject) => {
		http.once('error', reject);
		http.listen(port, loopback, resolve);
	});
	const address: AddressInfo | string | null = http.address();
	if (address === null || typeof address === 'string') throw new Error('the signalling port has no number');
	return address.port;
}
