// The room by the keyboard alone, its pages for axe, and the check before it when devices are missing or refused.
import { expect, test, type Locator, type Page } from 'playwright/test';
import { looks } from './support/fake-devices.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene } from './support/planning.ts';
import { expectSoundEverywhere } from './support/sound.ts';
import { nextStep } from './support/step.ts';

test.describe.configure({ mode: 'serial' });

// A commune of Huyện An Lão (GSO code of 2021), whom no other spec invites.
const siteCode = '11632';
let chair: Participant;
let site: Participant;
let path = '';

test.beforeAll(async () => {
	const secretary = await arrive(accountOf('secretary'));
	path = await convene(secretary, accountOf('chair').name, {
		title: 'Giao ban bằng bàn phím',
		items: ['Báo cáo tháng'],
		invite: ['Mời cả 17 đơn vị thuộc Huyện An Lão']
	});
	await secretary.browser.close();
	chair = await arrive(accountOf('chair'), looks.chair);
	site = await arrive(accountOf('clerk', siteCode), looks.first);
});
test.afterAll(async () => {
	for (const person of [chair, site]) await person?.browser.close();
});

test('the check before the room is sound in light and dark, on a PC and on a phone', async () => {
	await site.page.goto(`${path}/check`);
	await expect(site.page.getByText('Có hình')).toBeVisible();
	await expectSoundEverywhere(site.page);
});

test('one enters, opens, asks for the floor, takes the request back and is called, without a mouse', async () => {
	for (const { page } of [chair, site]) {
		await page.goto(`${path}/check`);
		await press(page, page.getByRole('button', { name: 'Vào phòng họp' }));
		await expect(page.getByRole('button', { name: 'Rời phòng' })).toBeVisible();
	}
	await press(chair.page, chair.page.getByRole('button', { name: 'Khai mạc' }));
	for (const { page } of [chair, site]) await press(page, page.getByRole('button', { name: 'Đã rõ' }));

	const raise = site.page.getByRole('button', { name: 'Đăng ký phát biểu' });
	const waiting = site.page.getByRole('button', { name: 'Đang chờ – thứ 1' });
	await press(site.page, raise);
	await expect(waiting).toBeFocused();
	await site.page.keyboard.press('Enter');
	await expect(raise).toBeFocused();
	await site.page.keyboard.press('Enter');
	await expect(waiting).toBeFocused();

	await press(chair.page, nextStep(chair.page, /^Mời /));
	await expect(site.page.getByText(/phát biểu – micrô đang mở/).first()).toBeVisible();
	await expectFocusKept(site.page);
});

test('the room of chair and site is sound in light and dark, on a PC and on a phone', async () => {
	for (const { page } of [chair, site]) await expectSoundEverywhere(page);
});

test('one ends speaking, leaves, and comes back to the same site, without a mouse', async () => {
	await press(site.page, site.page.getByRole('button', { name: 'Kết thúc phát biểu' }));
	await expect(site.page.getByText(/phát biểu – micrô đang mở/)).toHaveCount(0);
	await expectFocusKept(site.page);
	await expect(chair.page.getByRole('button').filter({ hasText: '2/18' }).first()).toBeVisible();

	await press(site.page, site.page.getByRole('button', { name: 'Rời phòng' }));
	await expect(site.page).toHaveURL(new RegExp(`${path}$`));
	await expect(chair.page.getByRole('button').filter({ hasText: '1/18' }).first()).toBeVisible();

	await press(site.page, site.page.getByRole('link', { name: 'Vào phòng họp' }));
	await press(site.page, site.page.getByRole('button', { name: 'Vào phòng họp' }));
	await expect(chair.page.getByRole('button').filter({ hasText: '2/18' }).first()).toBeVisible();
	await expect(site.page.getByRole('banner')).toContainText(site.account.unitName);
	for (const { complaints } of [chair, site]) expect(complaints).toEqual([]);
});

test('who has no camera and no microphone is told what to do, and enters all the same', async () => {
	const person = await arrive(accountOf('clerk', '11635'), undefined, {
		without: ['--use-fake-device-for-media-stream']
	});
	const { page } = person;
	await page.goto(`${path}/check`);
	for (const device of ['camera', 'micrô']) {
		await expect(page.getByText(`Không tìm thấy ${device}.`)).toBeVisible();
	}
	await expect(page.getByText('Có thể vào phòng ngay cả khi chưa đủ thiết bị.')).toBeVisible();
	await expectSoundEverywhere(page);
	await page.getByRole('button', { name: 'Vào phòng họp' }).click();
	await expect(chair.page.getByRole('button').filter({ hasText: '3/18' }).first()).toBeVisible();
	expect(person.complaints).toEqual([]);
	await person.browser.close();
});

test('who has refused camera and microphone is told how to allow them, and enters all the same', async () => {
	const person = await arrive(accountOf('clerk', '11638'), undefined, {
		without: ['--use-fake-ui-for-media-stream']
	});
	const { page } = person;
	await page.context().clearPermissions();
	const browser = await page.context().newCDPSession(page);
	for (const name of ['camera', 'microphone']) {
		await browser.send('Browser.setPermission', { permission: { name }, setting: 'denied' });
	}
	await page.goto(`${path}/check`);
	for (const device of ['camera', 'micrô']) {
		await expect(page.getByText(`Trình duyệt chưa được phép dùng ${device}.`)).toBeVisible();
	}
	await expect(page.getByText(/chọn “Cho phép”, rồi bấm “Thử lại”/).first()).toBeVisible();
	await page.getByRole('button', { name: 'Vào phòng họp' }).click();
	await expect(page.getByRole('button', { name: 'Rời phòng' })).toBeVisible();
	expect(person.complaints).toEqual([]);
	await person.browser.close();
});

/** Goes to a control by the Tab key alone and presses it. */
async function press(page: Page, control: Locator): Promise<void> {
	await expect(control).toBeVisible();
	await expect(async () => {
		await page.keyboard.press('Tab');
		await expect(control).toBeFocused({ timeout: 50 });
	}).toPass({ intervals: [0], timeout: 30_000 });
	await page.keyboard.press('Enter');
}

/** Whoever had the focus on something that is gone is not thrown to the page's top. */
async function expectFocusKept(page: Page): Promise<void> {
	await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
}
