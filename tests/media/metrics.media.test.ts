// What Prometheus reads of a meeting under way.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '../../scripts/supervise/network.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;
let metricsPort: number;
beforeAll(async () => {
	metricsPort = await freePorts(31_300 + Math.floor(Math.random() * 1000), 1, '127.0.0.1');
	server = await startTestServer(database, { metricsPort, workers: 2, receiversPerWorker: 2 });
});
afterAll(() => server.close());

/** The sum over all labels that match. */
async function figure(name: string, labels = ''): Promise<number> {
	const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
	const lines = (await response.text()).split('\n');
	const own = lines.filter((line) => line.startsWith(`diem_cau_${name}`) && line.includes(labels));
	return own.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

test('rooms, sites, joins, packets, loss, workers and the way to the floor are told', async () => {
	const { meeting, chair, speaker, listener, siteId } = await openMeeting(database, server);
	await speaker.watch();
	const refused = await server
		.join(meeting, meeting.secretary)
		.then(() => server.join(meeting, meeting.operator).catch((error: unknown) => error));
	expect(refused).toMatchObject({ code: 'at_capacity' });
	await chair.ask('floor:grant', { siteId });
	const { producerId } = await speaker.produce('microphone');
	await eventually(() => listener.received(producerId)).toBeGreaterThan(30);

	expect(await figure('rooms')).toBe(1);
	expect(await figure('sites ')).toBe(3);
	expect(await figure('connections ')).toBe(4);
	expect(await figure('joins_total')).toBe(4);
	expect(await figure('joins_refused_total', 'at_capacity')).toBe(1);
	expect(await figure('worker_receivers')).toBe(4);
	expect(await figure('worker_capacity')).toBe(4);
	expect(await figure('worker_cpu_seconds_total')).toBeGreaterThan(0);
	await eventually(() => figure('worker_queue_bytes')).toBe(0);
	expect(await figure('worker_queue_dropped_total')).toBe(0);
	await eventually(() => figure('packets_received_total', 'worker="0"')).toBeGreaterThan(30);
	const before = await figure('packets_sent_total');
	expect(before).toBeGreaterThan(60);
	await eventually(() => figure('packets_sent_total')).toBeGreaterThan(before);
	await eventually(() => figure('event_log_lag_seconds')).toBe(0);
	await eventually(() => figure('floor_seconds_count')).toBe(1);
	expect(await figure('floor_seconds_sum')).toBeGreaterThan(0);

	// A receiver report counts what was lost on the way out.
	const lost = await figure('packets_sent_lost_total');
	listener.arrivals.reportLoss(0.5);
	await eventually(() => figure('packets_sent_lost_total')).toBeGreaterThan(lost);
});

test('nothing else is answered there', async () => {
	const response = await fetch(`http://127.0.0.1:${metricsPort}/healthz`);
	expect(response.status).toBe(404);
});
