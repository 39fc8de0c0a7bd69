// What every page keeps, whatever it shows: nothing for axe to find, nothing wider than the window, a quiet console.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

const sizes = [
	{ width: 1366, height: 768 },
	{ width: 390, height: 844 }
];

/** Fills itself; `expected` is what a test provokes. */
export function collectComplaints(page: Page, expected?: RegExp): string[] {
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('console', (message) => {
		const heard = ['error', 'warning'].includes(message.type()) && !expected?.test(message.text());
		if (heard) complaints.push(message.text());
	});
	return complaints;
}

export async function expectNothingForAxe(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	const named = serious.map(
		({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`
	);
	expect(named, page.url()).toEqual([]);
}

export async function expectFits(page: Page): Promise<void> {
	const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
	expect(sideways, `${page.url()} scrolls sideways`).toBe(false);
}

/** In the window as it is. */
export async function expectSound(page: Page): Promise<void> {
	await expectFits(page);
	await expectNothingForAxe(page);
}

/** On a PC and on a phone. */
export async function expectRoomy(page: Page): Promise<void> {
	await inSizes(page, () => expectFits(page));
}

/** On a PC and on a phone, in light and in dark. */
export async function expectSoundEverywhere(page: Page): Promise<void> {
	for (const colorScheme of ['dark', 'light'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await inSizes(page, () => expectSound(page));
	}
	await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

async function inSizes(page: Page, look: () => Promise<void>): Promise<void> {
	const usual = page.viewportSize();
	for (const size of sizes) {
		await page.setViewportSize(size);
		await look();
	}
	if (usual) await page.setViewportSize(usual);
}
