// What a weak PC pays for the stage with each codec: decoding what it sees, encoding its own camera in three sizes.
import { chromium, type Page } from 'playwright/test';
import { chromiumArguments } from '../../tests/browser/support/chromium.ts';
import type { Benchmark } from '../benchmark.ts';
import { limits } from '../limits.ts';
import { figureOf, type Figure, type Value } from '../report/result.ts';
import { familyOf } from '../report/machine.ts';
import { measure, type Used } from '../report/meter.ts';
import { requireChromium } from './pages.ts';
import { codecsOf, send, startCamera, type Took, type Way } from './codec-page.ts';

const codecs = ['VP8', 'H264', 'VP9', 'AV1'] as const;
const offered = 'VP8';
const camera = { width: 960, height: 720, pace: 30 };
/** As pages send a camera; its largest is what a speaker is seen by, the middle one a chair. */
const sizes = [
	{ name: '960×720', divisor: 1, kilobits: 1500 },
	{ name: '480×360', divisor: 2, kilobits: 500 },
	{ name: '240×180', divisor: 4, kilobits: 150 }
] as const;
const layered: Record<string, string> = { VP9: 'L3T3_KEY', AV1: 'L3T3_KEY' };
/** Seconds until the bandwidth is found and the first key frame is forgotten. */
const warmUp = 4;
/** How much slower a weak PC is. The browser's own throttle holds only the page's script, never its codecs. */
const weak = 4;

/** Cores by which a page that does nothing differs from one look to the next. */
const idleVaries = 0.15;

type Measurement = { took: Took; page: Value };

export const codec: Benchmark = {
	name: 'codec',
	usual: { sites: 2, seconds: 4 },
	async run(workshop, { seconds }) {
		const browser = await chromium.launch({
			executablePath: requireChromium(),
			args: [...chromiumArguments, '--allow-loopback-in-peer-connection']
		});
		try {
			const page = await browser.newPage();
			await page.evaluate(startCamera, camera);
			const found = await page.evaluate(codecsOf, codecs);
			for (const missing of codecs.filter((name) => !found.includes(name))) {
				workshop.note(`skipped: this Chromium does not send ${missing}`);
			}
			const whole = measure(() => ({ page: browserPids() }));
			const idle = await idlePage(page, seconds);
			const figures: Figure[] = [];
			for (const name of found) figures.push(...(await judge(page, name, seconds, idle)));
			return {
				figures,
				used: whole(),
				notes: [
					'milliseconds for a picture as the browser counts them, and beside it what its processes took for taking, encoding and decoding it together',
					`a weak PC is taken to be ${weak} times slower: stage decoded (960×720 and 480×360) and camera encoded, 30 pictures a second`
				]
			};
		} finally {
			await browser.close();
		}
	}
};

const browserPids = () =>
	familyOf(process.pid)
		.filter(({ command }) => command.includes('chrom'))
		.map(({ pid }) => pid);

const share = ({ by, seconds }: Used) => (by.page?.cpu ?? 0) / seconds;

/** Cores that the camera takes while nobody sends it. A picture that nobody shows is decoded all the same. */
async function idlePage(page: Page, seconds: number): Promise<number> {
	const done = measure(() => ({ page: browserPids() }));
	await page.waitForTimeout(seconds * 1000);
	return share(done());
}

async function play(page: Page, way: Way, seconds: number, idle: number): Promise<Measurement> {
	const sending = page.evaluate(send, { ...way, warmUp, seconds });
	await page.waitForTimeout(warmUp * 1000);
	const done = measure(() => ({ page: browserPids() }));
	await page.waitForTimeout(seconds * 1000);
	const extra = share(done()) - idle;
	const took = await sending;
	const why = `${extra.toFixed(2)} cores more than an idle page, which varies by ${idleVaries} itself`;
	return { took, page: extra > idleVaries ? (extra * 1000) / took.pictures : { why } };
}

async function judge(page: Page, name: string, seconds: number, idle: number): Promise<Figure[]> {
	const alone = [];
	for (const { name: size, divisor, kilobits } of sizes) {
		alone.push({ size, ...(await play(page, { codec: name, divisor, kilobits }, seconds, idle)) });
	}
	const decoded = alone.slice(0, 2).reduce((sum, { took }) => sum + took.decode, 0);
	const scalability = layered[name];
	const together = scalability
		? await play(page, { codec: name, divisor: 1, kilobits: 2150, scalability }, seconds, idle)
		: undefined;
	const encoded = together?.took.encode ?? alone.reduce((sum, { took }) => sum + took.encode, 0);
	const cores = (milliseconds: number) => (milliseconds * camera.pace * weak) / 1000;
	const target = name === offered ? limits.codec.stage : {};
	return [
		...alone.flatMap(({ size, took, page: both }) => [
			figureOf(`${name} ${size}, encode`, took.encode, 'ms/picture'),
			figureOf(`${name} ${size}, decode`, took.decode, 'ms/picture'),
			figureOf(`${name} ${size}, processes`, both, 'ms CPU/picture'),
			figureOf(`${name} ${size}, width`, took.width, 'dots'),
			figureOf(`${name} ${size}, sent`, took.pictures, 'pictures/s'),
			figureOf(`${name} ${size}, sent`, took.kilobits, 'kbit/s')
		]),
		figureOf(
			`${name} camera in three sizes, encode${scalability ? ` (${scalability})` : ' (sum)'}`,
			encoded,
			'ms/picture'
		),
		...(together ? [figureOf(`${name} ${scalability}, processes`, together.page, 'ms CPU/picture')] : []),
		figureOf(`${name} weak PC, stage`, cores(decoded), 'cores', target),
		figureOf(`${name} weak PC, own camera`, cores(encoded), 'cores')
	];
}
