// Real pages of the product in Chromium, inside the meeting: what their viewers would see.
import type { Page } from 'playwright/test';
import { arrive, type Participant } from '../../tests/browser/support/participant.ts';
import type { Account } from '../../tests/browser/support/product.ts';
import { enterRoom } from '../../tests/browser/support/planning.ts';
import { chromiumPath } from '../../tests/browser/support/chromium.ts';
import type { City, Meeting } from '../city/city.ts';
import { Skip } from '../run.ts';

export type Seen = { frozen: number; frames: number; sound: number; pictures: number };

type Counters = { freezes: number; frames: number; energy: number; pictures: number };

/** Debian's; without one there is nothing to measure. */
export function requireChromium(): string {
	const path = chromiumPath();
	if (path === undefined) throw new Skip('there is no Chromium here');
	return path;
}

/** Each in a browser of its own, through sign-in, device check and room. */
export async function openPages(city: City, meeting: Meeting, accounts: Account[]): Promise<Participant[]> {
	requireChromium();
	process.env.TEST_PRODUCT_URL = city.url;
	process.env.TEST_PRODUCT_DATA_DIR = city.dataDir;
	const pages: Participant[] = [];
	for (const account of accounts) {
		const participant = await arrive(account);
		pages.push(participant);
		await participant.page.goto(`/meetings/${meeting.id}/check`);
		await enterRoom(participant);
	}
	return pages;
}

/** What the page's own statistics say of `seconds`: share of the time in which its pictures stood still, and more. */
export async function watchPage(page: Page, seconds: number): Promise<Seen> {
	const before = await counters(page);
	await page.waitForTimeout(seconds * 1000);
	const after = await counters(page);
	const pictures = Math.max(1, after.pictures);
	return {
		frozen: (after.freezes - before.freezes) / (seconds * pictures),
		frames: (after.frames - before.frames) / seconds / pictures,
		sound: after.energy - before.energy,
		pictures: after.pictures
	};
}

function counters(page: Page): Promise<Counters> {
	return page.evaluate(async () => {
		const sum = { freezes: 0, frames: 0, energy: 0, pictures: 0 };
		for (const connection of window.testConnections ?? []) {
			if (connection.connectionState === 'closed') continue;
			for (const report of (await connection.getStats()).values()) {
				// 1234 is the stream by which mediasoup probes the line; it carries nobody's picture.
				if (report.type !== 'inbound-rtp' || report.ssrc === 1234) continue;
				if (report.kind === 'audio') sum.energy += report.totalAudioEnergy ?? 0;
				else {
					sum.freezes += report.totalFreezesDuration ?? 0;
					sum.frames += report.framesDecoded ?? 0;
					sum.pictures += 1;
				}
			}
		}
		return sum;
	});
}
