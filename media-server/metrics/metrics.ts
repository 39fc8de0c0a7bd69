// Figures for Prometheus, on a port of the loopback only: they name no site and no person, but they are nobody's business.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Log } from '#lib/server/platform/log.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Workers } from '../rtc/workers.ts';
import type { Tally } from '../tally.ts';
import type { Carried, Traffic } from './traffic.ts';

export type Measured = { rooms: Rooms; workers: Workers; traffic: Traffic; tally: Tally; log: Log };
type Given = Measured & { port: number };

const loopback = '127.0.0.1';
const prefix = 'diem_cau_';

export interface Metrics {
	close(): Promise<void>;
}

export async function startMetrics(given: Given): Promise<Metrics> {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry, prefix });
	countTally(registry, given.tally);
	const readers = [roomGauges(registry, given.rooms), workerGauges(registry, given)];
	const server = createServer((request, response) => {
		if (request.url !== '/metrics') {
			response.writeHead(404).end();
			return;
		}
		const answered = Promise.all(readers.map((read) => read())).then(() => registry.metrics());
		answered.then(
			(text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
			(error: unknown) => {
				given.log.error({ err: error }, 'the metrics cannot be read');
				response.writeHead(500).end();
			}
		);
	});
	server.listen(given.port, loopback);
	await once(server, 'listening');
	given.log.info({ port: given.port }, 'metrics ready');
	return {
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
}

function countTally(registry: Registry, tally: Tally): void {
	const registers = [registry];
	const joins = new Counter({ name: `${prefix}joins_total`, help: 'Seats taken.', registers });
	const refused = new Counter({
		name: `${prefix}joins_refused_total`,
		help: 'Joins refused, by the code the page was told.',
		labelNames: ['code'],
		registers
	});
	const floor = new Histogram({
		name: `${prefix}floor_seconds`,
		help: 'From the grant of the floor to the first packet of that site.',
		buckets: [0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10],
		registers
	});
	tally.on('joined', () => joins.inc());
	tally.on('refused', (code) => refused.inc({ code }));
	tally.on('floorHeard', (milliseconds) => floor.observe(milliseconds / 1000));
}

function roomGauges(registry: Registry, rooms: Rooms): () => Promise<void> {
	const gauge = (name: string, help: string) =>
		new Gauge({ name: `${prefix}${name}`, help, registers: [registry] });
	const open = gauge('rooms', 'Rooms that are open.');
	const sites = gauge('sites', 'Sites in them.');
	const connections = gauge('connections', 'Devices of these sites.');
	const audioOnly = gauge('connections_audio_only', 'Devices whose line takes sound only.');
	const lag = gauge('event_log_lag_seconds', 'How long the oldest fact has been waiting for the log.');
	return async () => {
		const all = (await rooms.all()).map((room) => room.vitals);
		const peers = all.flatMap((room) => room.peers);
		open.set(all.length);
		sites.set(new Set(peers.map(({ siteId }) => siteId)).size);
		connections.set(peers.length);
		audioOnly.set(peers.filter(({ reception }) => reception.audioOnly).length);
		lag.set(Math.max(0, ...all.map(({ logLag }) => logLag)) / 1000);
	};
}

function workerGauges(registry: Registry, { workers, traffic }: Given): () => Promise<void> {
	const labelled = { labelNames: ['worker'], registers: [registry] };
	const gauge = (name: string, help: string) => new Gauge({ name: `${prefix}${name}`, help, ...labelled });
	const receivers = gauge('worker_receivers', 'Pages that receive from this worker.');
	const capacity = gauge('worker_capacity', 'Pages that may receive from this worker.');
	const waiting = gauge(
		'worker_queue_bytes',
		'What waits at its UDP port: it does not keep up when that stays long.'
	);
	const counter = (name: string, help: string) =>
		new Counter({ name: `${prefix}${name}_total`, help, ...labelled });
	const dropped = counter('worker_queue_dropped', 'Packets that found no room at its UDP port.');
	const carried: [keyof Omit<Carried, 'worker'>, Counter][] = [
		['cpuSeconds', counter('worker_cpu_seconds', 'Processor time since the start of the worker.')],
		['sent', counter('packets_sent', 'Packets that this worker sent.')],
		['lostSent', counter('packets_sent_lost', 'Of these, lost as receivers report.')],
		['received', counter('packets_received', 'Packets that came to this worker.')],
		['lostReceived', counter('packets_received_lost', 'Packets that should have come and did not.')]
	];
	return async () => {
		for (const worker of workers.alive) {
			receivers.set({ worker: worker.index }, worker.allowance.pages);
			capacity.set({ worker: worker.index }, worker.allowance.capacity);
			const queue = worker.receiveQueue;
			if (queue) {
				waiting.set({ worker: worker.index }, queue.bytes);
				count(dropped, worker.index, queue.dropped);
			} else waiting.remove({ worker: worker.index });
		}
		for (const one of await traffic.read()) {
			for (const [field, metric] of carried) count(metric, one.worker, one[field]);
		}
	};
}

/** The worker itself has counted; a new one begins at zero, as every counter may. */
function count(metric: Counter, worker: number | string, total: number): void {
	metric.remove({ worker });
	metric.inc({ worker }, total);
}
