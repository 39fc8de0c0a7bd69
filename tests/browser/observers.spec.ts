// Somebody who looks and hears: named on the plan page, invited on the first page, silent in the room.
import { expect, test } from 'playwright/test';
import { looks } from './support/fake-devices.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, enterRoom } from './support/planning.ts';
import { reception, shows } from './support/reception.ts';
import { expectNothingForAxe, expectRoomy } from './support/sound.ts';

test.describe.configure({ mode: 'serial' });

// The clerk of a ward of Quận Đồ Sơn; the units of Quận Dương Kinh are invited.
const observing = () => accountOf('clerk', '11455');
const title = `Họp có người dự thính ${Date.now()}`;
let secretary: Participant;
let chair: Participant;
let observer: Participant;
let path = '';

test.afterAll(async () => {
	for (const person of [secretary, chair, observer]) await person?.browser.close();
});

test('the secretary finds people of the whole tree and names them, also after the invitations', async () => {
	secretary = await arrive(accountOf('secretary'));
	const { page } = secretary;
	path = await convene(secretary, accountOf('chair').name, {
		title,
		items: ['Báo cáo'],
		invite: ['Mời cả 6 đơn vị thuộc Quận Dương Kinh']
	});
	await page.goto(`${path}/plan`);
	await page.getByLabel('Tìm người theo tên').fill('không có ai như thế');
	await page.getByRole('button', { name: 'Tìm người' }).click();
	await expect(page.getByText('Không tìm thấy ai phù hợp.')).toBeVisible();
	await page.getByLabel('Tìm người theo tên').fill(`${observing().name} ${observing().unitName}`);
	await page.getByRole('button', { name: 'Tìm người' }).click();
	await page.getByRole('button', { name: `Mời ${observing().name} dự thính` }).click();
	await expect(page.getByRole('region', { name: 'Dự thính' }).getByText(observing().name)).toBeVisible();
	await expect(page.getByRole('button', { name: `Mời ${observing().name} dự thính` })).toHaveCount(0);
	await expectRoomy(page);
	await expectNothingForAxe(page);
	expect(secretary.complaints).toEqual([]);
});

test('the observer finds the meeting on the first page and enters without camera and microphone', async () => {
	observer = await arrive(observing());
	const { page } = observer;
	await expect(page.getByText('Được mời dự thính').first()).toBeVisible();
	await page.getByRole('link', { name: title }).first().click();
	await expect(page.getByText('Được mời dự thính: nghe và xem')).toBeVisible();
	await expect(page.getByRole('tab', { name: /^Chưa trả lời/ })).toHaveCount(0);
	await page.goto(`${path}/check`);
	await expect(page.getByText('Người dự thính không cần camera và micrô.')).toBeVisible();
	await expectRoomy(page);
	await expectNothingForAxe(page);
	await enterRoom(observer);
});

test('in the room the observer sees and hears, and has nothing to speak with', async () => {
	chair = await arrive(accountOf('chair'), looks.chair);
	await chair.page.goto(`${path}/check`);
	await enterRoom(chair);
	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();
	const { page } = observer;
	await expect.poll(() => shows(page, looks.chair.rgb)).toBe(true);
	await expect.poll(async () => (await reception(page)).audioLevel).toBeGreaterThan(0);
	await expect(page.getByText('Dự thính: nghe và xem, không phát biểu.')).toBeVisible();
	for (const name of [/^Đăng ký phát biểu/, 'Micrô', 'Camera', 'Trình chiếu']) {
		await expect(page.getByRole('button', { name })).toHaveCount(0);
	}
	// Nobody is present by an observer.
	await expect(chair.page.getByRole('button').filter({ hasText: '1/7' }).first()).toBeVisible();
	await expectRoomy(page);
	await expectNothingForAxe(page);
	for (const { complaints } of [chair, observer]) expect(complaints).toEqual([]);
});
