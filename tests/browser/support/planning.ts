// The steps before a meeting, as people take them on the pages.
import { expect, type Browser, type Page } from 'playwright/test';
import { accountOf, productUrl, signIn, type Participant } from './participant.ts';

/** `conduct` as the page calls it; unset: speaking when called. */
export type Plan = {
	title: string;
	items: string[];
	invite: string[];
	conduct?: string;
	operatorName?: string;
};

/** The secretary plans a meeting that begins in some minutes and sends the invitations; answers its page's path. */
export async function convene(secretary: Participant, chairName: string, plan: Plan): Promise<string> {
	const { page } = secretary;
	await beginDraft(page, plan.title);
	if (plan.conduct) await choose(page, 'Cách điều hành', plan.conduct);
	await choose(page, 'Chủ trì', chairName);
	await choose(page, 'Thư ký', secretary.account.name);
	if (plan.operatorName) await choose(page, 'Cán bộ kỹ thuật', plan.operatorName);
	for (const [index, item] of plan.items.entries()) {
		const form = page.locator('form[action="?/addItem"]');
		await form.getByLabel('Nội dung').fill(item);
		await form.getByRole('button', { name: 'Thêm nội dung' }).click();
		await expect(page.getByText(`Nội dung thứ ${index + 2}`)).toBeVisible();
	}
	for (const name of plan.invite) {
		await page.getByRole('button', { name, exact: true }).click();
		await expect(page.getByRole('button', { name: name.replace('Mời', 'Bỏ'), exact: true })).toBeVisible();
	}
	const { date, time } = soon(10);
	await page.getByLabel('Giờ bắt đầu').fill(time);
	await page.getByLabel('Ngày').fill(date);
	await page.getByLabel('Dự kiến (phút)').fill('60');
	await page.getByLabel('Dự kiến (phút)').blur();
	await expect(page.getByText('Đã đủ để gửi giấy mời')).toBeVisible();
	await page.getByRole('button', { name: /^Gửi giấy mời/ }).click();
	await expect(page).toHaveURL(/\/meetings\/[0-9a-f-]{36}$/);
	return new URL(page.url()).pathname;
}

/** A draft of whoever is signed in; answers the path of its plan. */
export async function beginDraft(page: Page, title: string): Promise<string> {
	await page.goto('/meetings/new');
	await page.getByLabel('Tên cuộc họp').fill(title);
	await page.getByRole('button', { name: 'Soạn tiếp' }).click();
	await expect(page).toHaveURL(/\/plan$/);
	return new URL(page.url()).pathname;
}

/** Day and time of the city, some minutes from now. */
export function soon(minutes: number): { date: string; time: string } {
	const at = new Date(Date.now() + minutes * 60_000);
	const part = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', ...options }).format(at);
	return {
		date: part({ year: 'numeric', month: '2-digit', day: '2-digit' }),
		time: part({ hour: '2-digit', minute: '2-digit' })
	};
}

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n');

/** As an upload field takes it. */
export function pdfFile(name: string, buffer = pdf) {
	return { name, mimeType: 'application/pdf', buffer };
}

/** A meeting of Huyện Vĩnh Bảo in forty minutes, with one paper, "Báo cáo"; answers its page's path. */
export async function sendMeeting(browser: Browser, title: string): Promise<string> {
	const page = await browser.newPage({ baseURL: productUrl() });
	await signIn(page, accountOf('secretary'));
	await beginDraft(page, title);
	const { date, time } = soon(40);
	await page.getByLabel('Ngày').fill(date);
	await page.getByLabel('Giờ bắt đầu').fill(time);
	await page.getByLabel('Giờ bắt đầu').blur();
	await page.getByRole('button', { name: 'Mời cả 30 đơn vị thuộc Huyện Vĩnh Bảo' }).click();
	await page.getByLabel('Chọn tệp PDF').setInputFiles(pdfFile('Báo cáo.pdf'));
	await page.getByRole('button', { name: 'Tải lên' }).click();
	await expect(page.getByRole('link', { name: 'Báo cáo' })).toBeVisible();
	await expect(page.getByText('Đã đủ để gửi giấy mời')).toBeVisible();
	await page.getByRole('button', { name: /^Gửi giấy mời/ }).click();
	await expect(page).toHaveURL(/\/meetings\/[0-9a-f-]{36}$/);
	const path = new URL(page.url()).pathname;
	await page.close();
	return path;
}

async function choose(page: Page, label: string, words: string): Promise<void> {
	const select = page.getByLabel(label, { exact: true });
	const option = select.locator('option', { hasText: words }).first();
	await select.selectOption(await option.getAttribute('value'));
}

/** From the meeting's page through the device check into the room. */
export async function enterRoom({ page }: Participant): Promise<void> {
	await page.getByRole('button', { name: 'Vào phòng họp' }).click();
	await expect(page).toHaveURL(/\/room$/);
	await expect(page.getByRole('button', { name: 'Rời phòng' })).toBeVisible();
}

export async function endMeeting({ page }: Participant): Promise<void> {
	await page
		.getByRole('button', { name: /^Kết thúc phiên họp/ })
		.first()
		.click();
	await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc phiên họp' }).click();
}
