// What one page receives, on a real worker.
import * as mediasoup from 'mediasoup';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audioParameters } from '../../../tests/support/media/sender.ts';
import { mediaCodecs } from '../../rtc/codecs.ts';
import { Questions } from '../../rtc/questions.ts';
import { Reception, type Shown } from './reception.ts';

const workerBin = process.env.MEDIASOUP_WORKER_BIN;
let worker: mediasoup.types.Worker;
let router: mediasoup.types.Router;
let reception: Reception;
let shown: Shown;
let told: string[];

beforeAll(async () => {
	worker = await mediasoup.createWorker({ logLevel: 'none', ...(workerBin ? { workerBin } : {}) });
});
afterAll(() => worker.close());

const transport = () => router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
const watch = async () => reception.watch(await transport(), router.rtpCapabilities);

beforeEach(async () => {
	router = await worker.createRouter({ mediaCodecs });
	told = [];
	reception = new Reception({
		connectionId: 'page',
		berth: { reach: async () => router, questions: new Questions() },
		tell: (name) => void told.push(name)
	});
	const source = await router.createDirectTransport();
	const producer = await source.produce({ kind: 'audio', rtpParameters: audioParameters(1) });
	shown = {
		siteId: 'site',
		connectionId: 'speaker',
		source: 'microphone',
		producer,
		layer: () => undefined,
		turn: () => Promise.resolve(),
		begins: () => undefined
	};
	await watch();
});
afterEach(() => {
	reception.end();
	router.close();
});

describe('what is on the stage comes once', () => {
	test('however often it is shown, at the same moment or later', async () => {
		await Promise.all([reception.consume(shown), reception.consume({ ...shown })]);
		await reception.consume({ ...shown });
		expect(reception.options).toHaveLength(1);
		expect(told).toEqual(['consumer:created']);
	});

	test('also when it was taken away and shown again while it was being made', async () => {
		const first = reception.consume(shown);
		reception.stopConsuming(shown.producer.id);
		await Promise.all([first, reception.consume({ ...shown })]);
		expect(reception.options).toHaveLength(1);
		expect(told).toEqual(['consumer:created']);
	});

	test('and not at all when it was taken away while it was being made', async () => {
		const first = reception.consume(shown);
		reception.stopConsuming(shown.producer.id);
		await first;
		expect(reception.options).toEqual([]);
		expect(told).toEqual([]);
	});

	test('over the newer transport when the page watches anew meanwhile', async () => {
		const first = reception.consume(shown);
		const next = await transport();
		reception.watch(next, router.rtpCapabilities);
		await Promise.all([first, reception.consume({ ...shown })]);
		expect(reception.options).toHaveLength(1);
		const { consumerIds } = await next.dump();
		expect(consumerIds).toEqual(reception.options.map(({ id }) => id));
	});
});
