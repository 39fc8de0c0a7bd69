// Planning a meeting and convening it, on the built product.
import { expect, test, type Page } from 'playwright/test';
import { accountOf, productUrl, signIn, withoutScripts } from './support/participant.ts';
import { beginDraft, pdfFile, soon } from './support/planning.ts';
import { collectComplaints, expectNothingForAxe, expectRoomy } from './support/sound.ts';

const title = `Giao ban trực tuyến ${Date.now()}`;
/** The path of the meeting that the first test begins and the others go on with. */
let meeting = '';

test.describe.configure({ mode: 'serial' });

let complaints: string[] = [];
test.beforeEach(({ page }) => {
	complaints = collectComplaints(page);
});

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
		await signIn(page, accountOf('secretary'));
		await page.goto(`${meeting}/plan`);
		await page
			.getByLabel('Chọn tệp PDF')
			.setInputFiles([pdfFile('chương trình.pdf', Buffer.from('MZ')), pdfFile('Báo cáo.pdf')]);
		await page.getByRole('button', { name: 'Tải lên' }).click();
		await expect(page.getByText('chương trình.pdf: Chỉ nhận tệp PDF')).toBeVisible();
		await expect(page.getByRole('link', { name: 'Báo cáo' })).toBeVisible();
		await expect(page.getByRole('link', { name: 'chương trình' })).toHaveCount(0);
		await expectRoomy(page);
		await expectNothingForAxe(page);
		expect(complaints).toEqual([]);
	});

	test('a complete plan is sent, and its page shows who has not answered', async ({ page }) => {
		await signIn(page, accountOf('secretary'));
		await page.goto(`${meeting}/plan`);
		await expect(page.getByText('Đã đủ để gửi giấy mời')).toBeVisible();
		await page.getByRole('button', { name: /^Gửi giấy mời/ }).click();
		await expect(page).toHaveURL(new RegExp(`${meeting}$`));
		await expect(page.getByRole('tab', { name: 'Chưa trả lời (30)' })).toBeVisible();
		await expectRoomy(page);
		await expectNothingForAxe(page);
		expect(complaints).toEqual([]);
		await page.goto('/meetings');
		await expect(page.getByRole('link', { name: title })).toBeVisible();
		await expectRoomy(page);
		await expectNothingForAxe(page);
		expect(complaints).toEqual([]);
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
			await expectRoomy(page);
			expect(complaints).toEqual([]);
		}
	});
}
