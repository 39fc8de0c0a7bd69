// What is typed on the plan page arrives, however slowly the server answers.
import { expect, test, type Page, type Route } from 'playwright/test';
import { accountOf, signIn } from './support/participant.ts';
import { beginDraft, soon } from './support/planning.ts';
import { collectComplaints } from './support/sound.ts';

let complaints: string[] = [];
test.beforeEach(async ({ page }) => {
	complaints = collectComplaints(page);
	await signIn(page, accountOf('secretary'));
});
test.afterEach(() => expect(complaints).toEqual([]));

test('whoever types on while the answer of an earlier save comes loses neither a letter nor the place', async ({
	page
}) => {
	await beginDraft(page, 'Gõ trong khi lưu');
	const save = await hold(page, '**/plan?/what');
	await page.getByLabel(/^Yêu cầu, ghi chú/).fill('Mang số liệu');
	const item = page.getByLabel('Nội dung thứ 1');
	await item.click();
	await save.arrived;
	await page.keyboard.type('Báo cáo thu ');
	save.release();
	await expect(page.locator('form[action="?/what"]').getByText('Đã lưu')).toBeVisible();
	await page.keyboard.type('ngân sách');
	await expect(item).toHaveValue('Báo cáo thu ngân sách');
	await expect(item).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.locator('form[action="?/editItem"] [name=title]')).toHaveValue('Báo cáo thu ngân sách');
});

test('the next item may be begun while the one before is on its way', async ({ page }) => {
	await beginDraft(page, 'Hai nội dung liền nhau');
	const add = await hold(page, '**/plan?/addItem');
	const form = page.locator('form[action="?/addItem"]');
	await form.locator('[name=title]').fill('Mục một');
	await form.getByRole('button').click();
	await add.arrived;
	await form.locator('[name=title]').fill('Mục hai');
	add.release();
	await expect(page.locator('form[action="?/editItem"] [name=title]')).toHaveValue('Mục một');
	await expect(form.locator('[name=title]')).toHaveValue('Mục hai');
});

test('the last of several changes is the one that is kept, also when one leaves the page', async ({
	page
}) => {
	const path = await beginDraft(page, 'Sửa liền tay');
	const save = await hold(page, '**/plan?/when');
	const place = page.getByLabel('Địa điểm');
	await place.fill('Phòng 1');
	await place.blur();
	await save.arrived;
	await place.fill('Phòng 2');
	await place.blur();
	await place.fill('Phòng 3');
	await page.getByRole('link', { name: 'Cuộc họp', exact: true }).first().click();
	save.release();
	await expect(page).toHaveURL(/\/meetings$/);
	await page.goto(path);
	await expect(page.getByLabel('Địa điểm')).toHaveValue('Phòng 3');
});

test('invitations go out with what was typed a moment before, not without it', async ({ page }) => {
	await beginDraft(page, 'Gửi ngay sau khi gõ');
	const { date, time } = soon(24 * 60);
	await page.getByLabel('Ngày').fill(date);
	await page.getByLabel('Giờ bắt đầu').fill(time);
	await page.getByRole('button', { name: 'Mời cả 20: Sở, ban, ngành' }).click();
	await expect(page.getByText('Đã đủ để gửi giấy mời')).toBeVisible();
	const save = await hold(page, '**/plan?/when');
	const convening = page.waitForRequest('**/plan?/convene');
	await page.getByLabel('Địa điểm').fill('Hội trường tầng 2');
	await page.getByLabel('Nội dung thứ 1').fill('Báo cáo chưa kịp thêm');
	await page.getByRole('button', { name: /^Gửi giấy mời/ }).click();
	await save.arrived;
	let convened = false;
	void convening.then(() => (convened = true));
	await expect(page.locator('form[action="?/when"]').getByText('Đang lưu')).toBeVisible();
	expect(convened).toBe(false);
	save.release();
	await expect(page).toHaveURL(/\/meetings\/[0-9a-f-]{36}$/);
	await expect(page.getByText('Hội trường tầng 2').first()).toBeVisible();
	await expect(page.getByText('Báo cáo chưa kịp thêm').first()).toBeVisible();
});

test('what is refused holds the invitations back', async ({ page }) => {
	const path = await beginDraft(page, 'Lưu không được');
	const { date, time } = soon(24 * 60);
	await page.getByLabel('Ngày').fill(date);
	await page.getByLabel('Giờ bắt đầu').fill(time);
	await page.getByRole('button', { name: 'Mời cả 20: Sở, ban, ngành' }).click();
	await expect(page.getByText('Đã đủ để gửi giấy mời')).toBeVisible();
	await page.route('**/plan?/when', (route) => route.abort());
	await page.getByLabel('Địa điểm').fill('Hội trường');
	await page.getByRole('button', { name: /^Gửi giấy mời/ }).click();
	await expect(page.locator('form[action="?/when"]').getByRole('alert')).toBeVisible();
	await expect(page.locator('form[action="?/when"] [data-form-error]')).toBeFocused();
	await expect(page).toHaveURL(new RegExp(`${path}$`));
	await page.unroute('**/plan?/when');
	const item = page.locator('form[action="?/addItem"]');
	await item.locator('[name=presenter]').fill('Sở Tài chính');
	await page.getByRole('button', { name: /^Gửi giấy mời/ }).click();
	await expect(item.locator('[name=title]')).toBeFocused();
	await expect(page).toHaveURL(new RegExp(`${path}$`));
	await item.locator('[name=title]').fill('Thu ngân sách');
	await page.getByRole('button', { name: /^Gửi giấy mời/ }).click();
	await expect(page).toHaveURL(/\/meetings\/[0-9a-f-]{36}$/);
	await expect(page.getByText('Hội trường').first()).toBeVisible();
	await expect(page.getByText('Thu ngân sách').first()).toBeVisible();
	expect(complaints.splice(0).every((text) => text.includes('ERR_FAILED'))).toBe(true);
});

test('whoever is not signed in any more is told so and keeps what was typed', async ({ page }) => {
	const path = await beginDraft(page, 'Hết phiên khi đang gõ');
	await page.context().clearCookies();
	const place = page.getByLabel('Địa điểm');
	await place.fill('Hội trường');
	await place.blur();
	const form = page.locator('form[action="?/when"]');
	await expect(form.getByRole('alert')).toContainText('Chưa đăng nhập hoặc phiên làm việc đã hết hạn.');
	await expect(form.getByText('Đã lưu')).toHaveCount(0);
	await expect(form.getByRole('link', { name: 'Đăng nhập' })).toBeVisible();
	// Nor does a form with a button lead away from what was typed elsewhere.
	const item = page.locator('form[action="?/addItem"]');
	await item.locator('[name=title]').fill('Thu ngân sách');
	await item.getByRole('button').click();
	await expect(item.getByRole('alert')).toContainText('Chưa đăng nhập hoặc phiên làm việc đã hết hạn.');
	await expect(item.locator('[name=title]')).toHaveValue('Thu ngân sách');
	await expect(place).toHaveValue('Hội trường');
	await expect(page).toHaveURL(new RegExp(`${path}$`));
	expect(complaints.splice(0).every((text) => text.includes('401'))).toBe(true);
});

test('a draft is given up together with an item that was begun in it', async ({ page }) => {
	await beginDraft(page, 'Bỏ giữa chừng');
	await page.getByLabel('Nội dung thứ 1').fill('Chưa kịp thêm');
	await page.locator('summary', { hasText: 'Bỏ bản soạn này' }).click();
	await page.getByRole('button', { name: 'Bỏ bản soạn này' }).click();
	await expect(page).toHaveURL(/\/meetings$/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cuộc họp');
});

test('what is typed and chosen before the scripts have come is saved when they have', async ({ page }) => {
	const path = await beginDraft(page, 'Gõ trước khi trang sẵn sàng');
	const scripts = await hold(page, '**/_app/immutable/entry/**');
	await page.goto(path, { waitUntil: 'commit' });
	await page.getByLabel('Địa điểm').fill('Phòng họp số 3');
	await page.getByLabel('Cách điều hành').selectOption('open');
	scripts.release();
	await expect(page.locator('form[action="?/when"]').getByText('Đã lưu')).toBeVisible();
	await expect(page.locator('form[action="?/what"]').getByText('Đã lưu')).toBeVisible();
	await page.reload();
	await expect(page.getByLabel('Địa điểm')).toHaveValue('Phòng họp số 3');
	await expect(page.getByLabel('Cách điều hành')).toHaveValue('open');
});

test('inviting by the keyboard leaves the focus on the button', async ({ page }) => {
	await beginDraft(page, 'Mời bằng bàn phím');
	await page.getByRole('button', { name: 'Mời cả 217: Xã, phường, thị trấn' }).focus();
	await page.keyboard.press('Enter');
	const back = page.getByRole('button', { name: 'Bỏ cả 217: Xã, phường, thị trấn' });
	await expect(back).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Mời cả 217: Xã, phường, thị trấn' })).toBeFocused();
});

/** Keeps the requests of an address waiting until they are released. */
async function hold(page: Page, url: string): Promise<{ arrived: Promise<void>; release: () => void }> {
	const released = Promise.withResolvers<void>();
	const arrived = Promise.withResolvers<void>();
	await page.route(url, async (route: Route) => {
		arrived.resolve();
		await released.promise;
		await route.continue();
	});
	return { arrived: arrived.promise, release: released.resolve };
}
