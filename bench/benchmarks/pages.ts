// Real pages of the product in Chromium, inside the meeting: what their viewers would see.
import type { Page } from 'playwright/test';
import { arrive, type Participant } from '../../tests/browser/support/participant.ts';
import type { Account } from '../../tests/browser/support/product.ts';
import { enterRoom } from '../../tests/browser/support/planning.ts';
import { chromiumPath } from '../../tests/browser/support/chromium.ts';
import type { City, Meeting } from '../city/city.ts';
import { Skip } from '../run.ts';
import { lookAtPictures, looksEvery, picturesOf, type Look, type Picture } from './pictures.ts';

/** `sound` is the energy of all that was heard. */
export type Seen = { pictures: Picture[]; sound: number };

export const noChromium = 'there is no Chromium here';

/** Debian's; without one there is nothing to measure. */
export function requireChromium(): string {
	const path = chromiumPath();
	if (path === undefined) throw new Skip(noChromium);
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

/** What somebody in front of the page sees and hears in so many seconds. */
export async function watchPage(page: Page, seconds: number): Promise<Seen> {
	const before = await soundEnergy(page);
	const looks: Look[] = [];
	const end = performance.now() + seconds * 1000;
	do {
		looks.push(await page.evaluate(lookAtPictures));
		await page.waitForTimeout(looksEvery);
	} while (performance.now() < end);
	looks.push(await page.evaluate(lookAtPictures));
	return { pictures: picturesOf(looks), sound: (await soundEnergy(page)) - before };
}

function soundEnergy(page: Page): Promise<number> {
	return page.evaluate(async () => {
		let energy = 0;
		for (const connection of window.testConnections ?? []) {
			if (connection.connectionState === 'closed') continue;
			for (const report of (await connection.getStats()).values()) {
				if (report.type === 'inbound-rtp') energy += report.totalAudioEnergy ?? 0;
			}
		}
		return energy;
	});
}
