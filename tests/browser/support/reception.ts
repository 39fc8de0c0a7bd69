// What a page really receives: counted by the browser's own statistics and read from the pixels of its video
// elements, never from a flag of the product.
import { expect, type BrowserContext, type Page } from 'playwright/test';

declare global {
	interface Window {
		testConnections?: RTCPeerConnection[];
	}
}

export type Reception = {
	/** Decoded frames per picture that arrives, by its track. */
	framesDecoded: number;
	videoBytes: number;
	audioBytes: number;
	/** Sum over all sounds; 0 to 1 each. */
	audioLevel: number;
	/** Sum of energy, which only grows while something is heard. */
	audioEnergy: number;
};

/** Before any page script runs: keep hold of each connection, so that its statistics can be read. */
export async function watchConnections(context: BrowserContext): Promise<void> {
	await context.addInitScript(() => {
		const kept: RTCPeerConnection[] = [];
		window.testConnections = kept;
		window.RTCPeerConnection = class extends RTCPeerConnection {
			constructor(configuration?: RTCConfiguration) {
				super(configuration);
				kept.push(this);
			}
		};
	});
}

export function reception(page: Page): Promise<Reception> {
	return page.evaluate(async () => {
		const sum = { framesDecoded: 0, videoBytes: 0, audioBytes: 0, audioLevel: 0, audioEnergy: 0 };
		for (const connection of window.testConnections ?? []) {
			if (connection.connectionState === 'closed') continue;
			for (const report of (await connection.getStats()).values()) {
				// 1234 is the stream by which mediasoup probes the line; it carries nobody's picture.
				if (report.type !== 'inbound-rtp' || report.ssrc === 1234) continue;
				if (report.kind === 'video') {
					sum.framesDecoded += report.framesDecoded ?? 0;
					sum.videoBytes += report.bytesReceived ?? 0;
				} else {
					sum.audioBytes += report.bytesReceived ?? 0;
					sum.audioLevel += report.audioLevel ?? 0;
					sum.audioEnergy += report.totalAudioEnergy ?? 0;
				}
			}
		}
		return sum;
	});
}

export type Picture = { rgb: [number, number, number]; time: number };

/** The colour in the lower middle of each video element that plays, and where its clock stands. */
export function pictures(page: Page): Promise<Picture[]> {
	return page.evaluate(() => {
		const found: Picture[] = [];
		for (const video of document.querySelectorAll('video')) {
			if (video.readyState < 2 || video.videoWidth === 0 || video.paused) continue;
			const canvas = document.createElement('canvas');
			canvas.width = 16;
			canvas.height = 16;
			const context = canvas.getContext('2d');
			if (!context) continue;
			const { videoWidth: width, videoHeight: height } = video;
			context.drawImage(video, width * 0.4, height * 0.5, width * 0.2, height * 0.3, 0, 0, 16, 16);
			const [r = 0, g = 0, b = 0] = context.getImageData(8, 8, 1, 1).data;
			found.push({ rgb: [r, g, b], time: video.currentTime });
		}
		return found;
	});
}

/** Colours survive encoding only roughly; the looks differ by far more than this. */
export function isColour(seen: readonly number[], wanted: readonly number[]): boolean {
	return seen.length === 3 && seen.every((part, index) => Math.abs(part - (wanted[index] ?? 0)) < 60);
}

export async function shows(page: Page, rgb: readonly number[]): Promise<boolean> {
	return (await pictures(page)).some((picture) => isColour(picture.rgb, rgb));
}

/** The wall clock when a page shows a site. */
export async function firstSeen(page: Page, rgb: readonly number[]): Promise<number> {
	await expect.poll(() => shows(page, rgb), { intervals: [100] }).toBe(true);
	return Date.now();
}

export async function expectSeenAndHeard(page: Page, rgb: readonly number[]): Promise<void> {
	await expect.poll(() => shows(page, rgb), { timeout: 20_000 }).toBe(true);
	const before = await reception(page);
	await expect
		.poll(async () => (await reception(page)).framesDecoded - before.framesDecoded)
		.toBeGreaterThan(5);
	await expect.poll(async () => (await reception(page)).audioLevel).toBeGreaterThan(0);
}

declare global {
	interface Window {
		/** Per stream that arrives: when its byte count last grew, on the wall clock. */
		testArrivals?: Map<string, { bytes: number; grewAt: number }>;
		/** The longest time between two looks, in milliseconds: no stream's end is known better than that. */
		testLongestStep?: number;
		testClickedAt?: number;
	}
}

/** From now on the page notes, ten times a second, which streams still grow; measured inside the page, so that
 * the way from this process to the browser does not count. */
export async function watchArrivals(page: Page): Promise<void> {
	await page.evaluate(() => {
		const arrivals = new Map<string, { bytes: number; grewAt: number }>();
		window.testArrivals = arrivals;
		let looked = Date.now();
		window.testLongestStep = 0;
		setInterval(async () => {
			for (const connection of window.testConnections ?? []) {
				if (connection.connectionState === 'closed') continue;
				for (const report of (await connection.getStats()).values()) {
					if (report.type !== 'inbound-rtp' || report.ssrc === 1234) continue;
					const known = arrivals.get(report.id);
					if (!known || report.bytesReceived > known.bytes) {
						arrivals.set(report.id, { bytes: report.bytesReceived, grewAt: Date.now() });
					}
				}
			}
			window.testLongestStep = Math.max(window.testLongestStep ?? 0, Date.now() - looked);
			looked = Date.now();
		}, 100);
	});
}

/** When each stream that has been still for two seconds last grew. */
export function stoppedAt(page: Page): Promise<number[]> {
	return page.evaluate(() =>
		[...(window.testArrivals ?? new Map()).values()]
			.map(({ grewAt }) => Number(grewAt))
			.filter((grewAt) => grewAt < Date.now() - 2_000)
	);
}

export function longestStep(page: Page): Promise<number> {
	return page.evaluate(() => window.testLongestStep ?? 0);
}

/** Notes when the next click reaches the page. */
export async function watchClick(page: Page): Promise<void> {
	await page.evaluate(() => {
		addEventListener('click', () => (window.testClickedAt = Date.now()), { capture: true, once: true });
	});
}

export function clickedAt(page: Page): Promise<number> {
	return page.evaluate(() => window.testClickedAt ?? Number.NaN);
}
