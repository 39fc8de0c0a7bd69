// What the room costs a weak PC's page: everybody there and nothing happens, everybody comes at once, a key is pressed.
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright/test';
import type { Benchmark } from '../benchmark.ts';
import { audience, doorOf, endMeeting, signIn, takePodium } from '../city/gathering.ts';
import { limits } from '../limits.ts';
import { figureOf } from '../report/result.ts';
import { measure } from '../report/meter.ts';
import { openPages } from './pages.ts';
import { reasons } from './peers.ts';

/** The processor of the page is slowed down by this. */
const slowedDown = 4;
const settles = 5_000;

const faces = [
	{ role: 'secretary', tab: 'Điểm danh' },
	{ role: 'operator', tab: null },
	{ role: 'clerk', tab: 'Điểm danh' }
] as const;

export const face: Benchmark = {
	name: 'face',
	usual: { sites: 253, seconds: 30 },
	async run(workshop, { sites, seconds }) {
		const city = await workshop.city();
		const generators = { from: workshop.generator(), to: workshop.generator() };
		const meeting = await city.convene(sites);
		const [clerk, ...others] = meeting.clerks;
		if (clerk === undefined) throw new Error('a meeting has a second site');
		await takePodium(city, meeting, generators.from);
		await signIn(city, generators.to, others);
		const { secretary, operator } = meeting.officers;
		const opened = await openPages(city, meeting, [secretary, operator, clerk]);
		const watched = await Promise.all(
			opened.map(async ({ page }, index) => {
				const shown = faces[index] ?? faces[0];
				if (shown.tab !== null) await page.getByRole('tab', { name: shown.tab }).click();
				return { role: shown.role, thread: await Thread.of(page) };
			})
		);
		const everyPage = <T>(ask: (thread: Thread) => Promise<T>) =>
			Promise.all(watched.map(async ({ role, thread }) => ({ role, value: await ask(thread) })));

		await pause(settles);
		const alone = await everyPage((thread) => thread.busyDuring(() => pause((seconds * 1000) / 2)));
		const names = others.map(({ signInName }) => signInName);
		const storm = (async () => {
			const door = doorOf(city, meeting);
			const order = { group: audience, door, names, watch: false, width: names.length };
			const entered = await generators.to.ask('enter', order);
			await pause(settles);
			return entered;
		})();
		const stormed = await everyPage(async (thread) => {
			await thread.forgetTasks();
			const busy = await thread.busyDuring(() => storm);
			return { busy, longest: await thread.longestTask() };
		});
		const done = measure(() => city.processes);
		const idle = await everyPage((thread) => thread.busyDuring(() => pause(seconds * 1000)));
		const used = done();
		const [writing] = watched;
		const key = writing === undefined ? NaN : await writing.thread.answerToKeys('Tìm điểm cầu', 'xa hoa');
		const memory = await everyPage((thread) => thread.memory());
		await Promise.all(opened.map(({ browser }) => browser.close()));
		await endMeeting(meeting, generators);
		return {
			figures: [
				...idle.map(({ role, value }) =>
					figureOf(`${role}, all there and idle`, value, 'of the time', {
						...limits.face.idle,
						peers: { 'before they came': alone.find((one) => one.role === role)?.value ?? NaN }
					})
				),
				...stormed.map(({ role, value }) => figureOf(`${role}, while all come`, value.busy, 'of the time')),
				...stormed.map(({ role, value }) =>
					figureOf(`${role}, longest standstill`, value.longest, 'ms', limits.face.milliseconds)
				),
				figureOf('secretary, a key in the search', key, 'ms', limits.face.milliseconds),
				...memory.map(({ role, value }) => figureOf(`${role}, memory of the page`, value, 'MB'))
			],
			used,
			notes: [...reasons((await storm).failed), `the pages' processors are slowed down ${slowedDown} times`]
		};
	}
};

/** The main thread of a page, as its own browser measures it. */
class Thread {
	readonly #page: Page;
	readonly #session: CDPSession;

	private constructor(page: Page, session: CDPSession) {
		this.#page = page;
		this.#session = session;
	}

	static async of(page: Page): Promise<Thread> {
		const session = await page.context().newCDPSession(page);
		await session.send('Performance.enable');
		await session.send('Emulation.setCPUThrottlingRate', { rate: slowedDown });
		await page.evaluate(() => {
			const seen = { tasks: [0], keys: [0] };
			Object.assign(window, { seen });
			new PerformanceObserver((list) => {
				for (const { duration } of list.getEntries()) seen.tasks.push(duration);
			}).observe({ type: 'longtask' });
			new PerformanceObserver((list) => {
				for (const { name, duration } of list.getEntries()) {
					if (name.startsWith('key') || name === 'input') seen.keys.push(duration);
				}
			}).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
		});
		return new Thread(page, session);
	}

	async #metric(name: string): Promise<number> {
		const { metrics } = await this.#session.send('Performance.getMetrics');
		return metrics.find((metric) => metric.name === name)?.value ?? NaN;
	}

	/** Share of the time in which the thread was at work, 0 to 1. */
	async busyDuring(event: () => Promise<unknown>): Promise<number> {
		const [before, began] = [await this.#metric('TaskDuration'), performance.now()];
		await event();
		return ((await this.#metric('TaskDuration')) - before) / ((performance.now() - began) / 1000);
	}

	forgetTasks(): Promise<void> {
		return this.#page.evaluate(() => void (window.seen.tasks = [0]));
	}

	/** Milliseconds; tasks below 50 ms are not told, and count as 0. */
	longestTask(): Promise<number> {
		return this.#page.evaluate(() => Math.max(...window.seen.tasks));
	}

	/** Milliseconds from a key to the next picture, the slowest of them. */
	async answerToKeys(field: string, text: string): Promise<number> {
		await this.#page.getByRole('searchbox', { name: field }).first().pressSequentially(text, { delay: 400 });
		return this.#page.evaluate(() => Math.max(...window.seen.keys));
	}

	/** Megabytes of the page's objects. */
	async memory(): Promise<number> {
		await this.#session.send('HeapProfiler.collectGarbage');
		return (await this.#metric('JSHeapUsedSize')) / 1e6;
	}
}

declare global {
	interface Window {
		seen: { tasks: number[]; keys: number[] };
	}
}
