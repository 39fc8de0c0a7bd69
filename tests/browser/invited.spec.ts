// What an invited unit does with its invitation, and what the secretary sees of it.
import { expect, test } from 'playwright/test';
import { accountOf, signIn, withoutScripts } from './support/participant.ts';
import { sendMeeting } from './support/planning.ts';
import { collectComplaints, expectNothingForAxe, expectRoomy } from './support/sound.ts';

const title = `Giao ban có giấy mời ${Date.now()}`;
let meeting = '';

test.describe.configure({ mode: 'serial' });

let complaints: string[] = [];
test.beforeEach(({ page }) => {
	complaints = collectComplaints(page);
});

test.beforeAll(async ({ browser }) => {
	meeting = await sendMeeting(browser, title);
});

test.describe('the clerk', () => {
	test('confirms, names the room and stands before it four clicks after the sign-in page', async ({
		page
	}) => {
		await signIn(page, accountOf('clerk', '11842'));
		await page.getByRole('link', { name: title }).first().click();
		await expect(page.getByRole('heading', { name: 'Giấy mời họp' })).toBeVisible();
		await expectRoomy(page);
		await expectNothingForAxe(page);
		expect(complaints).toEqual([]);
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

	test('names people without JavaScript, too', async ({ browser }) => {
		const page = await withoutScripts(browser);
		await signIn(page, accountOf('clerk', '11842'));
		await page.goto(meeting);
		await page.getByLabel('Họ và tên người thứ 2').fill('Bùi Văn Không Lệnh');
		await page.getByLabel('Hình thức dự của người thứ 2').selectOption('absent');
		await page.getByLabel('Ghi chú cho người thứ 2').fill('Đi cơ sở');
		await page.getByRole('button', { name: 'Lưu danh sách' }).click();
		await expect(page.getByLabel('Họ và tên người thứ 2')).toHaveValue('Bùi Văn Không Lệnh');
		await expect(page.getByLabel('Ghi chú cho người thứ 2')).toHaveValue('Đi cơ sở');
		await page.context().close();
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
