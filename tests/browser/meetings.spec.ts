// Planning, replying and looking at meetings on the built product; and what their routes refuse.
import { AxeBuilder } from '@axe-core/playwright';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type APIRequestContext, type Browser, type Page } from 'playwright/test';
import { accountOf, productUrl, signIn } from './support/participant.ts';
import { beginDraft, soon } from './support/planning.ts';

const nobody = '00000000-0000-4000-8000-000000000000';
const phone = { width: 390, height: 844 };
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n');
const files = mkdtempSync(join(tmpdir(), 'diem-cau-papers-'));
const title = `Giao ban trực tuyến ${Date.now()}`;
const complaints: string[] = [];
/** The path of the meeting that the first tests plan and the others use. */
let meeting = '';

test.describe.configure({ mode: 'serial' });
test.use({
	baseURL: async ({ browserName: _ }, use) => {
		await use(productUrl());
	}
});
test.beforeEach(({ page }) => {
	complaints.length = 0;
	page.on('pageerror', (error) => complaints.push(error.message));
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
	});
});
test.afterAll(() => rmSync(files, { recursive: true }));

const sizes = [{ width: 1366, height: 768 }, phone];

/** Nothing wider than the window in both sizes, nothing in the console. */
async function expectRoom(page: Page): Promise<void> {
	const usual = page.viewportSize();
	for (const size of sizes) {
		await page.setViewportSize(size);
		const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
		expect(sideways, `${page.url()} scrolls sideways at ${size.width}`).toBe(false);
	}
	if (usual) await page.setViewportSize(usual);
	expect(complaints).toEqual([]);
}

/** Besides, nothing serious for axe. */
async function expectSound(page: Page): Promise<void> {
	await expectRoom(page);
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	const named = serious.map(
		({ id, nodes }) => `${id} ${nodes.map((node) => node.target.join(' ')).join(', ')}`
	);
	expect(named, page.url()).toEqual([]);
}

async function addItem(page: Page, name: string, presenter: string): Promise<void> {
	const form = page.locator('form[action="?/addItem"]');
	const before = await page.locator('form[action="?/editItem"]').count();
	await form.locator('[name=title]').fill(name);
	await form.locator('[name=presenter]').fill(presenter);
	await form.getByRole('button').click();
	await expect(page.locator('form[action="?/editItem"]')).toHaveCount(before + 1);
}

test.describe('planning', () => {
	test('a plan saves itself while one goes on typing', async ({ page }) => {
		await signIn(page, accountOf('secretary'));
		const path = await beginDraft(page, title);
		await expect(page.getByRole('button', { name: /^Gửi giấy mời/ })).toBeDisabled();
		const { date, time } = soon(40);
		await page.getByLabel('Ngày').fill(date);
		await page.getByLabel('Giờ bắt đầu').fill(time);
		await page.getByLabel('Địa điểm').fill('Phòng họp số 1');
		await page.getByLabel('Địa điểm').blur();
		await expect(page.locator('form[action="?/when"]').getByText('Đã lưu')).toBeVisible();
		await addItem(page, 'Thu ngân sách', 'Sở Tài chính');
		await addItem(page, 'Giải ngân', 'Sở Kế hoạch và Đầu tư');
		await page.getByRole('button', { name: 'Chuyển nội dung 2 lên' }).click();
		const titles = page.locator('form[action="?/editItem"] [name=title]');
		await expect(titles.first()).toHaveValue('Giải ngân');
		await page.reload();
		await expect(page.getByLabel('Địa điểm')).toHaveValue('Phòng họp số 1');
		await expect(page.getByLabel('Giờ bắt đầu')).toHaveValue(time);
		await expect(titles.first()).toHaveValue('Giải ngân');
		await expect(page.locator('form[action="?/editItem"] [name=presenter]').nth(1)).toHaveValue(
			'Sở Tài chính'
		);
		meeting = path.replace(/\/plan$/, '');
	});

	test('the communes of a district, a level, or one unit are invited by one click each', async ({ page }) => {
		await signIn(page, accountOf('secretary'));
		await page.goto(`${meeting}/plan`);
		const sum = page.getByText(/^Đã mời \d+ đơn vị$/);
		await page.getByRole('button', { name: 'Mời cả 217: Xã, phường, thị trấn' }).click();
		await expect(sum).toHaveText('Đã mời 217 đơn vị');
		await page.getByRole('button', { name: 'Bỏ cả 217: Xã, phường, thị trấn' }).click();
		await expect(sum).toHaveText('Đã mời 0 đơn vị');
		await page.getByRole('button', { name: 'Mời cả 30 đơn vị thuộc Huyện Vĩnh Bảo' }).click();
		await expect(sum).toHaveText('Đã mời 30 đơn vị');
		await page.getByLabel('Tìm đơn vị').fill('hong bang');
		await page.getByRole('button', { name: 'Quận Hồng Bàng', exact: true }).click();
		await expect(sum).toHaveText('Đã mời 31 đơn vị');
		await page.getByRole('button', { name: 'Quận Hồng Bàng', exact: true }).click();
		await expect(sum).toHaveText('Đã mời 30 đơn vị');
		await page.getByLabel('Tìm đơn vị').fill('');
	});

	test('of several papers those that are PDF files are kept, the others are named', async ({ page }) => {
		writeFileSync(join(files, 'Báo cáo.pdf'), pdf);
		writeFileSync(join(files, 'chương trình.pdf'), 'MZ');
		await signIn(page, accountOf('secretary'));
		await page.goto(`${meeting}/plan`);
		await page
			.getByLabel('Chọn tệp PDF')
			.setInputFiles([join(files, 'chương trình.pdf'), join(files, 'Báo cáo.pdf')]);
		await page.getByRole('button', { name: 'Tải lên' }).click();
		await expect(page.getByText('chương trình.pdf: Chỉ nhận tệp PDF')).toBeVisible();
		await expect(page.getByRole('link', { name: 'Báo cáo' })).toBeVisible();
		await expect(page.getByRole('link', { name: 'chương trình' })).toHaveCount(0);
		await expectSound(page);
	});

	test('a complete plan is sent, and its page shows who has not answered', async ({ page }) => {
		await signIn(page, accountOf('secretary'));
		await page.goto(`${meeting}/plan`);
		await expect(page.getByText('Đã đủ để gửi giấy mời')).toBeVisible();
		await page.getByRole('button', { name: /^Gửi giấy mời/ }).click();
		await expect(page).toHaveURL(new RegExp(`${meeting}$`));
		await expect(page.getByRole('tab', { name: 'Chưa trả lời (30)' })).toBeVisible();
		await expectSound(page);
		await page.goto('/meetings');
		await expect(page.getByRole('link', { name: title })).toBeVisible();
		await expectSound(page);
	});

	test('a meeting is planned without JavaScript, too', async ({ browser }) => {
		const page = await withoutScripts(browser);
		await signIn(page, accountOf('secretary'));
		const path = await beginDraft(page, 'Không có JavaScript');
		const { date, time } = soon(24 * 60);
		const parts = page.locator('form[action="?/when"]');
		await parts.locator('[name=date]').fill(date);
		await parts.locator('[name=time]').fill(time);
		await parts.getByRole('button', { name: 'Lưu' }).click();
		await page.locator('summary', { hasText: 'Huyện Vĩnh Bảo' }).click();
		await page.getByRole('button', { name: 'Xã Vĩnh An', exact: true }).click();
		await expect(page.getByText('Đã mời 1 đơn vị')).toBeVisible();
		await page.getByRole('button', { name: 'Mời cả 20: Sở, ban, ngành' }).click();
		await expect(page.getByText('Đã mời 21 đơn vị')).toBeVisible();
		await page.locator('form[action="?/addItem"] [name=title]').fill('Một mục');
		await page.getByRole('button', { name: 'Thêm nội dung' }).click();
		await expect(page.locator('form[action="?/editItem"] [name=title]')).toHaveValue('Một mục');
		await page.getByRole('button', { name: /^Gửi giấy mời/ }).click();
		await expect(page).toHaveURL(new RegExp(`${path.replace(/\/plan$/, '')}$`));
		await page.context().close();
	});
});

async function withoutScripts(browser: Browser): Promise<Page> {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		baseURL: productUrl(),
		locale: 'vi-VN'
	});
	return context.newPage();
}

test.describe('the clerk', () => {
	test('confirms, names the room and stands before it four clicks after the sign-in page', async ({
		page
	}) => {
		await signIn(page, accountOf('clerk', '11842'));
		await page.getByRole('link', { name: title }).first().click();
		await expect(page.getByRole('heading', { name: 'Giấy mời họp' })).toBeVisible();
		await expectSound(page);
		await page.getByRole('button', { name: 'Xác nhận và vào họp' }).click();
		await expect(page).toHaveURL(new RegExp(`${meeting}/check$`));
		await page.goto(meeting);
		await expect(page.getByText('Đã xác nhận tham dự')).toBeVisible();
		await expect(page.getByLabel('Họ và tên người thứ 1')).toHaveValue(accountOf('clerk', '11842').name);
		await expect(page.getByRole('link', { name: 'Vào phòng họp' })).toBeVisible();
	});

	test('adds people to the roster, and takes them off', async ({ page }) => {
		await signIn(page, accountOf('clerk', '11842'));
		await page.goto(meeting);
		await page.getByRole('button', { name: 'Thêm người' }).click();
		await page.getByLabel('Họ và tên người thứ 2').fill('Bùi Văn Chủ Tịch');
		await page.getByLabel('Hình thức dự của người thứ 2').selectOption('absent');
		await page.getByLabel('Ghi chú cho người thứ 2').fill('Đi công tác');
		await page.getByRole('button', { name: 'Lưu danh sách' }).click();
		await expect(page.getByText('Đã lưu danh sách người dự')).toBeVisible();
		await page.reload();
		await expect(page.getByLabel('Ghi chú cho người thứ 2')).toHaveValue('Đi công tác');
		await page.getByRole('button', { name: 'Bỏ người thứ 2' }).click();
		await page.getByRole('button', { name: 'Lưu danh sách' }).click();
		await expect(page.getByText('Đã lưu danh sách người dự')).toBeVisible();
		await page.reload();
		await expect(page.getByLabel('Họ và tên người thứ 2')).toHaveCount(0);
		expect(complaints).toEqual([]);
	});

	test('of another commune declines with a reason, which the secretary reads', async ({ page, browser }) => {
		await signIn(page, accountOf('clerk', '11905'));
		await page.goto(meeting);
		await page.locator('summary', { hasText: 'Báo vắng' }).click();
		await page.getByLabel('Lý do vắng').fill('Mất điện toàn xã');
		await page.getByRole('button', { name: 'Gửi báo vắng' }).click();
		await expect(page.getByText('Lý do: Mất điện toàn xã')).toBeVisible();
		const secretary = await browser.newPage();
		await signIn(secretary, accountOf('secretary'));
		await secretary.goto(meeting);
		await secretary.getByRole('tab', { name: 'Báo vắng (1)' }).click();
		await expect(secretary.getByText('Mất điện toàn xã')).toBeVisible();
		await secretary.close();
	});
});

test('a change after the convening is shown to the clerk until it is acknowledged', async ({
	page,
	browser
}) => {
	await signIn(page, accountOf('secretary'));
	await page.goto(`${meeting}/plan`);
	await page.getByLabel('Dự kiến (phút)').fill('75');
	await page.getByRole('button', { name: 'Gửi thay đổi' }).click();
	await expect(page.getByText('Đã gửi thay đổi')).toBeVisible();
	const clerk = await browser.newPage();
	await signIn(clerk, accountOf('clerk', '11842'));
	await clerk.goto('/');
	await clerk.getByRole('link', { name: `Xem thay đổi: ${title}` }).click();
	await expect(clerk.getByText('Cuộc họp đã thay đổi')).toBeVisible();
	await expect(clerk.getByText('Trả lời trước khi thay đổi')).toBeVisible();
	await clerk.getByRole('button', { name: 'Vẫn tham dự' }).click();
	await expect(clerk.getByText('Cuộc họp đã thay đổi')).toHaveCount(0);
	await expect(clerk.getByText('Trả lời trước khi thay đổi')).toHaveCount(0);
	await expect(clerk.getByLabel('Họ và tên người thứ 1')).toHaveValue(accountOf('clerk', '11842').name);
	await clerk.close();
});

test.describe('the routes refuse', () => {
	const post = async (request: APIRequestContext, path: string, form: Record<string, string> = {}) => {
		const headers = { origin: productUrl(), accept: 'application/json' };
		const response = await request.post(path, { form, headers, maxRedirects: 0 });
		return response;
	};

	test('whoever is not signed in, with words a program understands', async ({ request }) => {
		for (const path of ['/meetings', '/meetings/new', meeting, `${meeting}/plan`]) {
			const response = await request.get(path, { maxRedirects: 0, headers: { accept: 'text/html' } });
			expect(response.status(), path).toBe(303);
			expect(response.headers().location).toMatch(/^\/sign-in/);
		}
		const ticket = await request.post(`${meeting}/ticket`, { headers: { origin: productUrl() } });
		expect(ticket.status()).toBe(401);
		expect(await ticket.json()).toEqual({ ok: false, error: { code: 'not_signed_in' } });
		for (const action of [
			'plan?/what',
			'plan?/convene',
			'plan?/change',
			'plan?/cancel',
			'?/confirm',
			'?/acknowledge',
			'?/roster'
		]) {
			expect((await post(request, `${meeting}/${action}`.replace('/?', '?'))).status(), action).toBe(401);
		}
	});

	test('wrong shapes, with a coded answer and no fault', async ({ page }) => {
		await signIn(page, accountOf('secretary'));
		const draft = (await beginDraft(page, 'Sai khuôn')).replace(/\/plan$/, '');
		const wrong: [string, Record<string, string>][] = [
			[`${draft}/plan?/what`, { title: 'x'.repeat(201), kind: 'party', conduct: 'loud' }],
			[`${draft}/plan?/what`, {}],
			[`${draft}/plan?/when`, { date: '2026-02-31', time: '99:99', plannedMinutes: '-1', place: '' }],
			[`${draft}/plan?/invite`, { scope: 'everybody' }],
			[`${draft}/plan?/invite`, { scope: "unit:' or 1=1" }],
			[`${draft}/plan?/addItem`, { title: '', presenter: '', plannedMinutes: 'soon' }],
			[`${draft}/plan?/moveItem`, { itemId: 'x', direction: 'sideways' }],
			[`${draft}/plan?/addPapers`, { files: 'not a file' }],
			[`${meeting}?/roster`, { fullName: 'A', presence: 'perhaps' }],
			[`${meeting}?/decline`, { reason: '' }],
			[`${meeting}?/acknowledge`, { change: '-1' }],
			[`${meeting}/plan?/change`, { date: '2026-02-31', time: '9', plannedMinutes: '', chairId: '' }],
			['/meetings/new', { title: '', kind: '' }]
		];
		for (const [path, form] of wrong) {
			const answer = await post(page.request, path, form);
			expect(await answer.json(), path).toMatchObject({ type: 'failure', status: 400 });
		}
		expect((await page.request.get('/meetings?page=-1')).status()).toBe(400);
	});

	test('wrong persons and forged ids', async ({ page }) => {
		await signIn(page, accountOf('clerk', '11296'));
		for (const path of [
			meeting,
			`${meeting}/plan`,
			`/meetings/${nobody}`,
			'/meetings/x',
			`${meeting}/papers/x`
		]) {
			const response = await page.request.get(path, { headers: { accept: 'text/html' } });
			expect(response.status(), path).toBe(404);
		}
		expect((await page.request.get('/meetings/new', { headers: { accept: 'text/html' } })).status()).toBe(
			403
		);
		const ticket = await page.request.post(`${meeting}/ticket`, { headers: { origin: productUrl() } });
		expect(await ticket.json()).toEqual({ ok: false, error: { code: 'not_found' } });
		for (const action of ['/plan?/convene', '/plan?/cancel', '/plan?/withdraw', '?/confirm']) {
			const form = { reason: 'x', scope: 'level:commune' };
			const answer = await post(page.request, `${meeting}${action}`, form);
			expect(await answer.json(), action).toMatchObject({ type: 'failure', status: 404 });
		}
	});

	test('a post from another site', async ({ page }) => {
		await signIn(page, accountOf('clerk', '11842'));
		const answer = await page.request.post(`${meeting}?/decline`, {
			form: { reason: 'Giả mạo' },
			headers: { origin: 'https://elsewhere.example' }
		});
		expect(answer.status()).toBe(403);
	});
});

test('a paper is read whole or in part, shown or saved, by the invited only', async ({ page }) => {
	await signIn(page, accountOf('clerk', '11842'));
	await page.goto(meeting);
	const path = (await page.getByRole('link', { name: 'Báo cáo', exact: true }).getAttribute('href')) ?? '';
	const whole = await page.request.get(path);
	expect(whole.headers()).toMatchObject({
		'content-type': 'application/pdf',
		'x-content-type-options': 'nosniff',
		'content-disposition': expect.stringMatching(/^inline; .*B%C3%A1o%20c%C3%A1o\.pdf$/)
	});
	expect(Buffer.compare(await whole.body(), pdf)).toBe(0);
	const part = await page.request.get(path, { headers: { range: 'bytes=1-3' } });
	expect(part.status()).toBe(206);
	expect(await part.text()).toBe('PDF');
	const saved = await page.request.get(`${path}?download`);
	expect(saved.headers()['content-disposition']).toMatch(/^attachment; /);
});

test('a ticket is given for the seat of the one who asks', async ({ page }) => {
	const account = accountOf('clerk', '11842');
	await signIn(page, account);
	const response = await page.request.post(`${meeting}/ticket`, { headers: { origin: productUrl() } });
	const answer: unknown = await response.json();
	expect(answer).toMatchObject({ ok: true, data: { ticket: expect.any(String) } });
	const [, claims = ''] = JSON.stringify(answer).split('.');
	expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
		meetingId: meeting.replace('/meetings/', ''),
		role: 'delegate',
		personName: account.name,
		siteName: 'Xã Vĩnh An'
	});
});

test('the secretary calls a meeting off with a reason, and the invited read it', async ({
	page,
	browser
}) => {
	await signIn(page, accountOf('secretary'));
	await page.goto(`${meeting}/plan`);
	await page.locator('summary', { hasText: 'Hủy cuộc họp' }).click();
	await page.getByLabel('Lý do, gửi đến các điểm cầu').fill('Bão số 3');
	await page.getByRole('button', { name: 'Hủy cuộc họp' }).click();
	await expect(page).toHaveURL(/\/meetings$/);
	const clerk = await browser.newPage();
	await signIn(clerk, accountOf('clerk', '11842'));
	await clerk.goto(meeting);
	await expect(clerk.getByText('Lý do: Bão số 3')).toBeVisible();
	await expect(clerk.getByRole('link', { name: 'Vào phòng họp' })).toHaveCount(0);
	await clerk.close();
});

for (const [locale, words] of [
	['en', { navigation: ['Today', 'Meetings', 'Archive'], all: 'Meetings', plan: 'Plan a meeting' }],
	['ja', { navigation: ['今日', '会議', 'アーカイブ'], all: '会議', plan: '会議を計画' }]
] as const) {
	test(`the pages speak ${locale}`, async ({ page, context }) => {
		await signIn(page, accountOf('secretary'));
		await context.addCookies([{ name: 'locale', value: locale, url: productUrl() }]);
		for (const [path, heading] of [
			['/meetings', words.all],
			['/meetings/new', words.plan],
			[meeting, undefined]
		] as const) {
			await page.goto(path);
			await expect(page.locator('html')).toHaveAttribute('lang', locale);
			// What a meeting is called is its own affair.
			if (heading) await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
			const navigation = page.getByRole('navigation').first();
			for (const name of words.navigation) {
				await expect(navigation.getByRole('link', { name, exact: true })).toBeVisible();
			}
			await expectRoom(page);
		}
	});
}
