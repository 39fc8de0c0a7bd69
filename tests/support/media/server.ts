// The media server under test: real worker, real sockets, a database of its own.
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chairedPackets } from '../../../media-server/rtc/budget.ts';
import { startMediaServer, type MediaServer } from '../../../media-server/server.ts';
import { freePorts } from '../../../scripts/supervise/network.ts';
import type { TicketClaims } from '../../../src/lib/protocol/ticket.ts';
import { prepareJobs } from '../../../src/lib/server/platform/jobs.ts';
import { createLog, type Log } from '../../../src/lib/server/platform/log.ts';
import { signTicket } from '../../../src/lib/server/platform/ticket.ts';
import type { TestDatabase } from '../database.ts';
import { claimsOf, type ConvenedMeeting, type Seated } from './meeting.ts';
import { Seat } from './seat.ts';

const ticketSecret = randomBytes(32).toString('hex');

export interface TestServer {
	readonly port: number;
	readonly dataDir: string;
	ticket(claims: TicketClaims, at?: Date): Promise<string>;
	/** Connects and takes the seat. */
	join(meeting: ConvenedMeeting, seated: Seated, connectionId?: string): Promise<Seat>;
	/** Connects only. */
	connect(meeting: ConvenedMeeting, seated: Seated): Promise<Seat>;
	openRooms(): number;
	close(): Promise<void>;
}

export async function startTestServer(
	{ sql, url }: TestDatabase,
	options: {
		seatKept?: number;
		emptyKept?: number;
		offerKept?: number;
		partLength?: number;
		keepSessionsEvery?: number;
		workers?: number;
		/** How many pages of a chaired meeting may receive from one worker. */
		receiversPerWorker?: number;
		metricsPort?: number;
		turn?: { urls: string[]; secret: string };
		ffmpegBin?: string;
		log?: Log;
	} = {}
): Promise<TestServer> {
	const dataDir = await mkdtemp(join(tmpdir(), 'diem-cau-media-'));
	await chmod(dataDir, 0o755);
	await prepareJobs({ databaseUrl: url, dataDir });
	const rtcWorkers = options.workers ?? 1;
	// Far from the ports of an installation that may run beside the tests.
	const rtcPort = await freePorts(20_000 + Math.floor(Math.random() * 10_000), rtcWorkers, '127.0.0.1', true);
	const seats: Seat[] = [];
	const server: MediaServer = await startMediaServer({
		config: {
			signallingPort: 0,
			metricsPort: options.metricsPort,
			origin: undefined,
			ticketSecret,
			turn: options.turn,
			rtcPort,
			rtcAddress: '127.0.0.1',
			rtcWorkers,
			workerPackets: (options.receiversPerWorker ?? 230) * chairedPackets,
			workerBin: process.env.MEDIASOUP_WORKER_BIN,
			dataDir,
			ffmpegBin: options.ffmpegBin ?? process.env.FFMPEG_BIN,
			ffprobeBin: process.env.FFPROBE_BIN
		},
		sql,
		log: createLog('test', { level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
		...options
	});
	const origin = `http://127.0.0.1:${server.port}`;
	const ticket = (claims: TicketClaims, at?: Date) => signTicket(ticketSecret, claims, at);
	const connect = async (meeting: ConvenedMeeting, seated: Seated) => {
		const seat = await Seat.connect(origin, await ticket(claimsOf(meeting, seated)));
		seats.push(seat);
		return seat;
	};
	return {
		port: server.port,
		dataDir,
		ticket,
		connect,
		openRooms: () => server.openRooms(),
		async join(meeting, seated, connectionId) {
			const seat = await connect(meeting, seated);
			await seat.join({ connectionId });
			return seat;
		},
		async close() {
			for (const seat of seats) seat.close();
			await server.close();
			await rm(dataDir, { recursive: true });
		}
	};
}
