// One person at one browser of its own: own camera, own microphone, own cookies, own console.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Browser, type Page } from 'playwright/test';
import { chromiumArguments, chromiumPath } from './chromium.ts';
import { deviceArguments, type Look } from './fake-devices.ts';
import { accountsOf, type Account } from './product.ts';
import { watchConnections } from './reception.ts';
import { collectComplaints } from './sound.ts';

export type Participant = { account: Account; page: Page; browser: Browser; complaints: string[] };

export const productUrl = () => required('TEST_PRODUCT_URL');
export const productDataDir = () => required('TEST_PRODUCT_DATA_DIR');

/** The demo person of a role; for a clerk, the one of the unit with this code. */
export function accountOf(role: string, unitCode?: string): Account {
	const found = accountsOf(productDataDir()).find(
		(account) => account.role === role && (unitCode === undefined || account.unitCode === unitCode)
	);
	if (!found) throw new Error(`The demo has no ${role} ${unitCode ?? ''}.`);
	return found;
}

/** `without`: of the usual arguments of Chromium those that it is started without. */
export async function arrive(
	account: Account,
	look?: Look,
	{ without = [] }: { without?: string[] } = {}
): Promise<Participant> {
	const devices = look ? deviceArguments(look, mkdtempSync(join(tmpdir(), 'diem-cau-devices-'))) : [];
	const browser = await chromium.launch({
		executablePath: chromiumPath(),
		args: [...chromiumArguments.filter((argument) => !without.includes(argument)), ...devices]
	});
	const context = await browser.newContext({
		baseURL: productUrl(),
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		viewport: { width: 1366, height: 768 },
		permissions: ['camera', 'microphone'],
		acceptDownloads: true
	});
	await watchConnections(context);
	context.setDefaultTimeout(30_000);
	const page = await context.newPage();
	const complaints = collectComplaints(page);
	await signIn(page, account);
	return { account, page, browser, complaints };
}

/** A page of a browser that runs no scripts; its context is closed by who asked for it. */
export async function withoutScripts(browser: Browser): Promise<Page> {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		baseURL: productUrl(),
		locale: 'vi-VN'
	});
	return context.newPage();
}

export async function signIn(page: Page, account: Account): Promise<void> {
	await page.goto('/sign-in');
	await page.getByLabel('Tên đăng nhập').fill(account.signInName);
	await page.getByLabel('Mật khẩu', { exact: true }).fill(account.password);
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await expect(page).toHaveURL(/\/$/);
}

function required(name: string): string {
	const value = process.env[name];
	if (!value) throw new Error(`${name} is set by the global set-up of the browser tests.`);
	return value;
}
