// All sites at a glance: what the wall costs the page that looks, the line to it, and the server.
import type { Page } from 'playwright/test';
import type { Benchmark } from '../benchmark.ts';
import { audience, endMeeting, enter, signIn, takePodium } from '../city/gathering.ts';
import { all as everybody, limits } from '../limits.ts';
import { figureOf, type Value } from '../report/result.ts';
import { familyOf } from '../report/machine.ts';
import { measure } from '../report/meter.ts';
import { openPages } from './pages.ts';
import { reasons } from './peers.ts';
import { watchSocket } from './wall-socket.ts';

/** High enough for the cards of a whole city; nobody has such a screen, and no line pays more than for this one. */
const allCards = { width: 1920, height: 6400 };
const usualScreen = { width: 1366, height: 768 };
/** Seconds until every card has its picture; on a slow machine the page lets them come more slowly. */
const settles = 45;
const looksEvery = 250;
const shown = '[data-card] img';
const warmUp = 5;
/** Seconds in which a picture that was sent comes, or another one of its site has taken its place. */
const underWay = 3;

export const wall: Benchmark = {
	name: 'wall',
	usual: { sites: 253, seconds: 40 },
	async run(workshop, { sites, seconds }) {
		const city = await workshop.city();
		const generators = { from: workshop.generator(), to: workshop.generator() };
		const meeting = await city.convene(sites);
		await takePodium(city, meeting, generators.from);
		await signIn(city, generators.to, meeting.clerks);
		const names = meeting.clerks.map(({ signInName }) => signInName);
		await enter(city, meeting, generators.to, audience, names, false);
		// An operator's room opens with the wall.
		const [watcher] = await openPages(city, meeting, [meeting.officers.operator]);
		if (watcher === undefined) throw new Error('nobody looks at the wall');
		const { page, browser } = watcher;
		const traffic = await watchSocket(page);
		// The room was entered before: only a socket that opens now is seen.
		await page.reload();
		await page.locator('[data-card]').first().waitFor();
		const pictures = await drawPictures(page);
		const duration = warmUp + 2 * (settles + seconds) + underWay;
		const sending = generators.to.ask('stills', { group: audience, pictures, seconds: duration });
		const look = async (size: { width: number; height: number }, wanted: number) => {
			await page.setViewportSize(size);
			const filled = await waitForPictures(page, wanted);
			const [before, began] = [traffic.bytes, Date.now()];
			const done = measure(() => ({ ...city.processes, page: browserPids() }));
			await page.waitForTimeout(seconds * 1000);
			const used = done();
			const span = { began, ended: Date.now() };
			const pictures = await page.locator(shown).count();
			const share = (name: string) => (used.by[name]?.cpu ?? 0) / used.seconds;
			const megabits = ((traffic.bytes - before) * 8) / used.seconds / 1e6;
			return { used, filled, shown: pictures, share, megabits, span };
		};
		const usual = await look(usualScreen, 1);
		const all = await look(allCards, names.length);
		await page.waitForTimeout(underWay * 1000);
		const came = traffic.pictures.filter(within(all.span)).length;
		const sent = await sending;
		const meanwhile = sent.at.filter(within(all.span)).length;
		await browser.close();
		await endMeeting(meeting, generators);
		return {
			figures: [
				figureOf('pictures of sites on the screen', all.shown, 'sites', everybody(names.length)),
				figureOf('pictures that came, of those sent meanwhile', (100 * came) / meanwhile, '%'),
				figureOf('until all are there', all.filled, 's'),
				figureOf('to the page, all sites on the screen', all.megabits, 'Mbit/s', limits.wall.line),
				figureOf('pictures, all sites on the screen', came / all.used.seconds, '1/s'),
				...['page', 'web', 'signalling'].map((name) =>
					figureOf(`${name}, all sites`, all.share(name), 'cores')
				),
				figureOf('pictures of sites on a usual screen', usual.shown, 'sites'),
				figureOf('to the page, usual screen', usual.megabits, 'Mbit/s', limits.wall.line),
				...['page', 'web', 'signalling'].map((name) =>
					figureOf(`${name}, usual screen`, usual.share(name), 'cores')
				),
				figureOf('one picture', sent.bytes / sent.at.length, 'bytes')
			],
			used: all.used,
			notes: reasons(sent.failed)
		};
	}
};

const within =
	({ began, ended }: { began: number; ended: number }) =>
	(at: number) =>
		at >= began && at < ended;

/** Seconds that it took. */
async function waitForPictures(page: Page, wanted: number): Promise<Value> {
	const began = performance.now();
	const took = () => (performance.now() - began) / 1000;
	for (;;) {
		const there = await page.locator(shown).count();
		if (there >= wanted) return took();
		if (took() > settles) return { why: `${there} of ${wanted} were there after ${settles} s` };
		await page.waitForTimeout(looksEvery);
	}
}

const browserPids = () =>
	familyOf(process.pid)
		.filter(({ command }) => command.includes('chrom'))
		.map(({ pid }) => pid);

/** As large as pages make them: a room, and noise as of a cheap camera. */
export function drawPictures(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const pictures: string[] = [];
		for (let number = 0; number < 16; number++) {
			const canvas = new OffscreenCanvas(192, 108);
			const context = canvas.getContext('2d');
			if (context === null) throw new Error('this browser draws nothing');
			context.fillStyle = `hsl(${number * 22} 30% 40%)`;
			context.fillRect(0, 0, 192, 108);
			let blob = new Blob();
			for (let dots = 0; blob.size < 4800; dots++) {
				for (let dot = 0; dot < 60; dot++) {
					context.fillStyle = `hsl(${Math.random() * 360} 20% ${30 + Math.random() * 30}%)`;
					context.fillRect(Math.random() * 192, Math.random() * 108, 6, 6);
				}
				blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.6 });
			}
			const bytes = new Uint8Array(await blob.arrayBuffer());
			pictures.push(btoa(String.fromCharCode(...bytes)));
		}
		return pictures;
	});
}
