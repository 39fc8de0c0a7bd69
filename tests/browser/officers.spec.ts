// Those who serve the meeting: what their page offers them next, what they see of the queue, and all of it on a phone.
import { expect, test, type Page } from 'playwright/test';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, enterRoom } from './support/planning.ts';
import { expectSound } from './support/sound.ts';
import { nextStep } from './support/step.ts';

test.describe.configure({ mode: 'serial' });

// A ward of Quận Ngô Quyền (GSO code of 2021), whom no other spec invites.
const wardCode = '11335';
const phone = { width: 390, height: 844 };
const desk = { width: 1366, height: 768 };

let secretary: Participant;
let chair: Participant;
let operator: Participant;
let ward: Participant;

test.afterAll(async () => {
	for (const person of [secretary, chair, operator, ward]) await person?.browser.close();
});

const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name });
/** Unless it is off from the beginning. */
async function cameraOff(page: Page): Promise<void> {
	const camera = page.getByRole('button', { name: 'Camera' });
	if ((await camera.getAttribute('aria-pressed')) === 'true') await camera.click();
	await expect(camera).toHaveAttribute('aria-pressed', 'false');
}
const keys = (page: Page) => page.getByRole('dialog', { name: 'Phím tắt' });

test('before the opening the chair has one step, and who does not act for the chair has none of it', async () => {
	secretary = await arrive(accountOf('secretary'));
	const path = await convene(secretary, accountOf('chair').name, {
		title: 'Giao ban: thư ký và cán bộ kỹ thuật',
		operatorName: accountOf('operator').name,
		items: ['Tình hình chung', 'Việc khác'],
		invite: ['Mời cả 12 đơn vị thuộc Quận Ngô Quyền']
	});
	chair = await arrive(accountOf('chair'));
	operator = await arrive(accountOf('operator'));
	ward = await arrive(accountOf('clerk', wardCode));
	for (const person of [ward, chair, operator, secretary]) {
		await person.page.goto(`${path}/check`);
		if (person === ward) await expect(ward.page.getByText('Đã lưu kết quả')).toBeVisible();
		await enterRoom(person);
		// Four cameras are more than two cores carry, and nobody is looked at here.
		await cameraOff(person.page);
	}
	for (const { page } of [chair, secretary]) await expect(nextStep(page, 'Khai mạc')).toBeVisible();
	await chair.page.getByRole('button', { name: 'Bàn giao chủ trì' }).click();
	await chair.page.getByRole('dialog').getByRole('checkbox', { name: 'Thư ký' }).uncheck();
	await chair.page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).last().click();
	// The roll is before the secretary's eyes, the wall before the operator's.
	for (const { page } of [secretary, operator]) await expect(nextStep(page)).toHaveCount(0);
	await operator.page.keyboard.press('w');
	await expect(nextStep(operator.page, 'Toàn cảnh điểm cầu')).toBeVisible();
	await expect(ward.page.getByText('Đăng ký phát biểu sau khi khai mạc')).toBeVisible();
});

test('the large button leads the chair from step to step, and the others to what there is to see', async () => {
	await nextStep(chair.page, 'Khai mạc').click();
	for (const { page } of [chair, secretary, operator, ward]) {
		await page.getByRole('button', { name: 'Đã rõ' }).click();
	}
	await expect(nextStep(chair.page, 'Sang mục 1')).toBeVisible();
	await nextStep(ward.page, 'Đăng ký phát biểu').click();
	await expect(nextStep(ward.page, 'Đang chờ – thứ 1')).toBeVisible();
	await expect(nextStep(chair.page, `Mời ${ward.account.unitName}`)).toBeVisible();

	await nextStep(secretary.page, 'Xem hàng đợi').click();
	await tab(operator.page, /^Hàng đợi/).click();
	for (const { page } of [secretary, operator]) {
		const row = page.getByRole('region', { name: 'Đăng ký phát biểu' }).getByRole('listitem');
		await expect(row).toContainText(ward.account.unitName);
		await expect(row).toContainText(/Vừa đăng ký|Chờ \d+ phút/);
		await expect(row.getByRole('button')).toHaveCount(0);
		await expect(page.getByLabel('Phát biểu cùng lúc')).toHaveCount(0);
		// What is not before the eyes is not made.
		await expect(page.getByRole('searchbox')).toHaveCount(0);
	}
});

test('the list of keys names those that work now, for each person', async () => {
	for (const { page } of [chair, secretary]) await page.keyboard.press('?');
	await expect(keys(chair.page)).toContainText('Mời người tiếp theo');
	await expect(keys(chair.page)).not.toContainText('Dừng phát biểu');
	await expect(keys(secretary.page)).toContainText('Hàng đợi');
	for (const words of ['Mời người tiếp theo', 'Biểu quyết', 'Sang mục tiếp theo', 'Trang trước']) {
		await expect(keys(secretary.page)).not.toContainText(words);
	}
	for (const { page } of [chair, secretary]) await page.keyboard.press('Escape');
});

for (const role of ['secretary', 'operator'] as const) {
	test(`on a phone the room of the ${role} is sound: lists, sheet, wall, a site, its messages`, async () => {
		const { page } = role === 'secretary' ? secretary : operator;
		await page.setViewportSize(phone);
		await expect(tab(page, /^Hàng đợi/)).toBeVisible();
		await expectSound(page);
		await page.getByRole('button', { name: 'Thêm', exact: true }).click();
		await expectSound(page);
		await page.getByRole('dialog').getByRole('button', { name: 'Toàn cảnh điểm cầu' }).click();
		await expect(page.locator('[data-card]')).toHaveCount(13);
		await expectSound(page);
		await page.locator('[data-card]').filter({ hasText: ward.account.unitName }).click();
		await expect(page.getByRole('dialog')).toContainText(ward.account.unitName);
		await expectSound(page);
		await page.getByRole('dialog').getByRole('button', { name: 'Nhắn tin' }).click();
		await expect(page.getByLabel(`Nhắn cho ${ward.account.unitName}`)).toBeFocused();
		await expectSound(page);
		await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).first().click();
		await page.getByRole('button', { name: 'Đóng toàn cảnh' }).click();
		await page.setViewportSize(desk);
	});
}

test('the operator reads on the wall what a site found when it checked its devices', async () => {
	const { page } = operator;
	await nextStep(page, 'Toàn cảnh điểm cầu').click();
	await page.locator('[data-card]').filter({ hasText: ward.account.unitName }).click();
	const found = page.getByRole('region', { name: 'Kiểm tra thiết bị' });
	await expect(found).toContainText('Camera');
	await expect(found).toContainText(ward.account.name);
	await expect(found).toContainText(/Chrome \d+/);
});

test('what a site writes becomes the next step of the operator, and the call that of the chair, also on a phone', async () => {
	await tab(ward.page, /^Trao đổi/).click();
	await ward.page.getByLabel('Nhắn cho thư ký').fill('Điểm cầu nghe không rõ');
	await ward.page.getByLabel('Nhắn cho thư ký').press('Enter');
	await nextStep(operator.page, /^Đọc tin nhắn/).click();
	await expect(operator.page.getByRole('tabpanel')).toContainText('Điểm cầu nghe không rõ');

	await chair.page.setViewportSize(phone);
	await expectSound(chair.page);
	await nextStep(chair.page, `Mời ${ward.account.unitName}`).click();
	await expect(nextStep(chair.page, 'Dừng phát biểu')).toBeVisible();
	// The second click of a double click, which comes when the button says something else already.
	await nextStep(chair.page, 'Dừng phát biểu').dispatchEvent('click', { detail: 2 });
	await nextStep(chair.page, 'Dừng phát biểu').click();
	await nextStep(chair.page, 'Sang mục 1').click();
	await expect(nextStep(chair.page, 'Sang mục 2')).toBeVisible();
	for (const { complaints } of [chair, secretary, operator, ward]) expect(complaints).toEqual([]);
});
