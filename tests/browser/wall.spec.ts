// The wall: all sites at a glance for who conducts and who looks after the technique, and what they can do with one.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from 'playwright/test';
import { looks } from './support/fake-devices.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, enterRoom } from './support/planning.ts';

test.describe.configure({ mode: 'serial' });

// A ward of Quận Hồng Bàng.
const wardCode = '11296';
let secretary: Participant;
let operator: Participant;
let chair: Participant;
let ward: Participant;
let path = '';

test.afterAll(async () => {
	for (const person of [secretary, operator, chair, ward]) await person?.browser.close();
});

const wall = (page: Page) => page.getByRole('region', { name: 'Toàn cảnh điểm cầu' });
const card = (page: Page, name: string) => wall(page).locator('[data-card]').filter({ hasText: name });
const details = (page: Page) => page.getByRole('complementary', { name: 'Chi tiết điểm cầu' });

test('the operator’s room opens with all sites, and who came shows a picture of its camera', async () => {
	secretary = await arrive(accountOf('secretary'));
	path = await convene(secretary, accountOf('chair').name, {
		title: 'Giao ban: toàn cảnh điểm cầu',
		operatorName: accountOf('operator').name,
		items: ['Tình hình chung'],
		invite: ['Mời cả 9 đơn vị thuộc Quận Hồng Bàng']
	});
	chair = await arrive(accountOf('chair'), looks.chair);
	operator = await arrive(accountOf('operator'));
	ward = await arrive(accountOf('clerk', wardCode), looks.first);
	for (const person of [chair, operator, ward]) {
		await person.page.goto(`${path}/check`);
		if (person === ward) {
			await person.page.getByLabel('Cho phép mời phát biểu mà không cần hỏi trước').check();
		}
		await enterRoom(person);
	}
	const { page } = operator;
	await expect(wall(page).locator('[data-card]')).toHaveCount(10);
	const own = card(page, ward.account.unitName);
	await expect(own).toContainText('Tốt');
	const picture = own.locator('img');
	await expect(picture).toBeVisible();
	expect(farthest(await picture.evaluate(meanColour), looks.first.rgb)).toBeLessThan(40);
	await expect(ward.page.getByText('chủ trì đang thấy ảnh nhỏ')).toBeVisible();
	await expectAccessible(page);
});

test('a camera that is turned off is said to be off, and its last picture is gone', async () => {
	const own = card(operator.page, ward.account.unitName);
	const camera = ward.page.getByRole('button', { name: /^Camera/ });
	await camera.click();
	await expect(own).toContainText('Tắt camera');
	await expect(own.locator('img')).toHaveCount(0);
	await camera.click();
	await expect(own.locator('img')).toBeVisible();
	await expect(own).not.toContainText('Tắt camera');
});

test('search folds accents, the state filters, and the arrows lead from card to card', async () => {
	const { page } = operator;
	await page.getByRole('searchbox', { name: 'Tìm điểm cầu' }).fill(unaccented(ward.account.unitName));
	await expect(wall(page).locator('[data-card]')).toHaveCount(1);
	await page.getByRole('searchbox', { name: 'Tìm điểm cầu' }).fill('');
	await page.getByLabel('Tình trạng').selectOption('absent');
	await expect(wall(page).locator('[data-card]')).toHaveCount(8);
	await page.getByLabel('Tình trạng').selectOption('all');
	const cards = wall(page).locator('[data-card]');
	await cards.first().focus();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('End');
	await expect(cards.last()).toBeFocused();
	await page.keyboard.press('Home');
	await expect(cards.first()).toBeFocused();
	await expect(wall(page).locator('[data-card][tabindex="0"]')).toHaveCount(1);
});

test('the operator sees the devices of a site, sets it to audio only and takes that back; the site is told', async () => {
	const { page } = operator;
	await card(page, ward.account.unitName).click();
	await expect(details(page).getByRole('heading', { name: ward.account.name })).toBeVisible();
	const device = details(page).getByRole('region', { name: ward.account.name, exact: true });
	await expect(device.getByText(/Chrome \d+, Linux/)).toBeVisible();
	await details(page).getByRole('button', { name: 'Chỉ dùng âm thanh' }).click();
	await expect(ward.page.getByText('Cán bộ kỹ thuật đang để điểm cầu này chỉ dùng âm thanh')).toBeVisible();
	await expect(card(page, ward.account.unitName)).toContainText('Chỉ âm thanh');
	await details(page).getByRole('button', { name: 'Cho dùng hình trở lại' }).click();
	await expect(ward.page.getByTestId('line-weak')).toBeHidden();
	await expect(page.getByText(/^Máy chủ/)).toBeVisible();
});

test('one click on a site opens its conversation, for the operator in its details and for the secretary on its card', async () => {
	await details(operator.page).getByRole('button', { name: 'Nhắn tin' }).click();
	const field = operator.page.getByLabel(`Nhắn cho ${ward.account.unitName}`);
	await expect(field).toBeFocused();
	await field.fill('Đề nghị chỉnh lại micrô');
	await field.press('Enter');
	const notice = ward.page.getByTestId('private-message');
	await expect(notice).toContainText('Đề nghị chỉnh lại micrô');
	await expectAccessible(operator.page);
	await details(operator.page).getByRole('button', { name: 'Về chi tiết điểm cầu' }).click();
	await expect(details(operator.page).getByRole('button', { name: 'Nhắn tin' })).toBeVisible();

	await notice.getByRole('button', { name: 'Trả lời' }).click();
	await ward.page.getByLabel('Nhắn cho thư ký').fill('Đã chỉnh xong');
	await ward.page.getByLabel('Nhắn cho thư ký').press('Enter');
	const { page } = secretary;
	await page.goto(`${path}/check`);
	await enterRoom(secretary);
	await page.keyboard.press('w');
	const own = card(page, ward.account.unitName);
	await expect(own.getByRole('img', { name: '1 tin chưa đọc' })).toBeVisible();
	await own.hover();
	await page.getByRole('button', { name: `Nhắn tin cho ${ward.account.unitName}` }).click();
	await expect(details(page)).toContainText('Đã chỉnh xong');
	await expect(own.getByRole('img', { name: '1 tin chưa đọc' })).toBeHidden();
	await secretary.browser.close();
});

test('the chair opens the wall by its key, calls a site in one click and ends its turn', async () => {
	const { page } = chair;
	await page.getByRole('button', { name: 'Khai mạc' }).click();
	await page.getByRole('button', { name: 'Đã rõ' }).click();
	await ward.page.getByRole('button', { name: 'Đã rõ' }).click();
	await page.keyboard.press('w');
	await card(page, ward.account.unitName).hover();
	await page.getByRole('button', { name: `Mời ${ward.account.unitName} phát biểu` }).click();
	await expect(card(page, ward.account.unitName)).toContainText('Đang phát biểu');
	await expect(card(page, ward.account.unitName).getByRole('img', { name: 'Micrô đang mở' })).toBeVisible();
	await card(page, ward.account.unitName).click();
	await details(page).getByRole('button', { name: 'Tắt micrô điểm cầu này' }).click();
	await expect(ward.page.getByText('Chủ trì đã tắt micrô của điểm cầu này.')).toBeVisible();
	await expect(card(page, ward.account.unitName).getByRole('img', { name: 'Micrô đang mở' })).toBeHidden();
	await details(page).getByRole('button', { name: 'Dừng phát biểu' }).click();
	await expect(card(page, ward.account.unitName)).toContainText('Tốt');
	await expectAccessible(page);
});

test('a site that is sent out is told so, cannot come back by itself, and comes back when it is let in', async () => {
	const { page } = chair;
	await details(page).getByRole('button', { name: 'Đưa ra khỏi phòng họp' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Đưa ra khỏi phòng họp' }).click();
	await expect(
		ward.page.getByRole('heading', { name: 'Điểm cầu đã được đưa ra khỏi phòng họp' })
	).toBeVisible();
	await ward.page.getByRole('button', { name: 'Vào lại phòng họp' }).click();
	await expect(
		ward.page.getByRole('heading', { name: 'Điểm cầu này đã được đưa ra khỏi phòng họp.' })
	).toBeVisible();
	await expect(card(page, ward.account.unitName)).toContainText('Đã đưa ra');
	await details(page).getByRole('button', { name: 'Cho vào lại' }).click();
	await expect(details(page).getByRole('button', { name: 'Cho vào lại' })).toBeHidden();
	await ward.page.getByRole('button', { name: 'Vào lại phòng họp' }).click();
	await expect(ward.page.getByRole('button', { name: 'Rời phòng' })).toBeVisible();
	await expect(card(page, ward.account.unitName)).toContainText('Tốt');
});

test('a delegate has no wall, and nothing is sent when nobody looks', async () => {
	await expect(ward.page.getByRole('button', { name: 'Toàn cảnh điểm cầu' })).toHaveCount(0);
	await ward.page.keyboard.press('w');
	await expect(wall(ward.page)).toHaveCount(0);
	for (const { page } of [chair, operator]) await page.keyboard.press('w');
	await expect(wall(chair.page)).toHaveCount(0);
	await expect(ward.page.getByText('Chủ trì thấy ảnh nhỏ')).toHaveCount(0);
});

function unaccented(name: string): string {
	return name
		.normalize('NFD')
		.replaceAll(/\p{M}/gu, '')
		.replaceAll('đ', 'd')
		.replaceAll('Đ', 'D')
		.toLowerCase();
}

async function meanColour(image: SVGElement | HTMLElement): Promise<number[]> {
	if (!(image instanceof HTMLImageElement)) throw new Error('a picture is an image');
	await image.decode();
	const canvas = new OffscreenCanvas(1, 1);
	const context = canvas.getContext('2d');
	context?.drawImage(image, 0, 0, 1, 1);
	return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
}

const farthest = (one: readonly number[], other: readonly number[]) =>
	Math.max(...other.map((value, index) => Math.abs(value - (one[index] ?? Number.NaN))));

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}
