// What the floor carries beside a face and a voice, who needs none, and what a page says of it while the line is broken.
// Three browsers and their real media, on the built product.
import { expect, test, type Locator, type Page } from 'playwright/test';
import { looks } from './support/fake-devices.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, endMeeting, enterRoom } from './support/planning.ts';
import { pidOf } from './support/programs.ts';
import { reception, shows } from './support/reception.ts';
import { nextStep } from './support/step.ts';

test.describe.configure({ mode: 'serial' });

// Two communes of Huyện Kiến Thuỵ (GSO codes of 2021), whom no other spec invites.
const siteCode = '11695';
const watcherCode = '11698';
const invite = ['Mời cả 18 đơn vị thuộc Huyện Kiến Thuỵ'];

let chair: Participant;
let site: Participant;
let watcher: Participant;
let meetingPath = '';

test.afterAll(async () => {
	for (const person of [chair, site, watcher]) await person?.browser.close();
});

test.beforeAll(async () => {
	meetingPath = await plan({ title: 'Giao ban có trình chiếu' });
	chair = await arrive(accountOf('chair'), looks.chair);
	site = await arrive(accountOf('clerk', siteCode), looks.first);
	for (const person of [chair, site]) {
		await person.page.goto(`${meetingPath}/check`);
		await enterRoom(person);
	}
	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();
	for (const { page } of [chair, site]) await page.getByRole('button', { name: 'Đã rõ' }).click();
});

test('a screen is shared with the floor only: large for the others, and gone with the floor', async () => {
	watcher = await arrive(accountOf('clerk', watcherCode));
	await watcher.page.goto(`${meetingPath}/check`);
	await enterRoom(watcher);
	await expect.poll(() => shows(watcher.page, looks.chair.rgb)).toBe(true);
	const share = site.page.getByRole('button', { name: 'Trình chiếu' });
	await expect(share).toHaveAttribute('aria-disabled', 'true');
	await callSite();
	await expect.poll(() => shows(chair.page, looks.first.rgb)).toBe(true);
	await failToShareOnce(site.page);
	await share.click();
	await expect(site.page.getByText('Không trình chiếu được màn hình.')).toBeVisible();
	await share.click();
	await expect(share).toContainText('Đang chiếu');
	await expect(site.page.getByText('Không trình chiếu được màn hình.')).toBeHidden();
	for (const { page } of [chair, watcher]) {
		const screen = largePicture(page, /^Màn hình/);
		await expect(screen).toBeVisible();
		const at = await frames(screen);
		await expect.poll(async () => (await frames(screen)) - at).toBeGreaterThan(2);
		// The speaker stays in sight beside it.
		await expect.poll(() => shows(page, looks.first.rgb)).toBe(true);
	}
	await chair.page.getByRole('button', { name: 'Dừng phát biểu' }).first().click();
	for (const { page } of [chair, watcher]) {
		await expect(largePicture(page, /^Màn hình/)).toHaveCount(0);
		await expect.poll(() => shows(page, looks.first.rgb)).toBe(false);
	}
	await expect(share).not.toContainText('Đang chiếu');
	await expect(share).toHaveAttribute('aria-disabled', 'true');
});

test('what could not be shared is no longer spoken of when the floor has ended', async () => {
	await callSite();
	await failToShareOnce(site.page);
	await site.page.getByRole('button', { name: 'Trình chiếu' }).click();
	await expect(site.page.getByText('Không trình chiếu được màn hình.')).toBeVisible();
	await site.page.getByRole('button', { name: 'Kết thúc phát biểu' }).click();
	await expect(site.page.getByText('Không trình chiếu được màn hình.')).toBeHidden();
});

test('the stage shows the own picture as the others see it, only the preview is a mirror', async () => {
	await expect(site.page.getByRole('figure').filter({ hasText: 'Chưa phát' }).locator('video')).toHaveCSS(
		'scale',
		'-1 1'
	);
	await callSite();
	await expect.poll(() => shows(chair.page, looks.first.rgb)).toBe(true);
	await expect(site.page.locator('[data-large] video')).toHaveCSS('scale', 'none');
});

test('while nothing gets through, the band never claims an open microphone; afterwards it is true again', async () => {
	const open = site.page.getByText(/phát biểu – micrô đang mở/).first();
	await expect(open).toBeVisible();
	const killed = pidOf('media-server/main.ts');
	process.kill(killed, 'SIGKILL');
	await expect(site.page.getByText(/Mất kết nối – các điểm cầu khác/).first()).toBeVisible();
	await expect(open).toHaveCount(0);
	await expect(site.page.getByRole('button', { name: 'Micrô' })).not.toContainText('Đang mở');

	await expect(open).toBeVisible({ timeout: 90_000 });
	await expect.poll(() => shows(chair.page, looks.first.rgb), { timeout: 60_000 }).toBe(true);
	await expect
		.poll(async () => (await reception(chair.page)).audioLevel, { timeout: 30_000 })
		.toBeGreaterThan(0);
	expect(pidOf('media-server/main.ts')).not.toBe(killed);
	await site.page.getByRole('button', { name: 'Kết thúc phát biểu' }).click();
	await expect.poll(() => shows(chair.page, looks.first.rgb)).toBe(false);
});

test('under open conduct everyone is seen and heard without being called', async () => {
	const path = await plan({ title: 'Họp trao đổi công việc', conduct: 'Trao đổi tự do' });
	await chair.page.goto(`${path}/check`);
	await enterRoom(chair);
	await site.page.goto(`${path}/check`);
	await enterRoom(site);
	await expect(site.page.getByRole('button', { name: /^Đăng ký phát biểu/ })).toHaveCount(0);
	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();
	await expect.poll(() => shows(chair.page, looks.first.rgb)).toBe(true);
	await expect.poll(() => shows(site.page, looks.chair.rgb)).toBe(true);
	for (const { page } of [chair, site]) {
		await expect.poll(async () => (await reception(page)).audioLevel).toBeGreaterThan(0);
	}
	// Side by side: nobody is larger than the others.
	for (const { page } of [chair, site]) {
		await expect(page.locator('[data-large]')).toHaveCount(0);
		const [left, right] = await Promise.all([0, 1].map((index) => tile(page, index)));
		expect(left?.y).toBe(right?.y);
		expect(left?.width).toBe(right?.width);
	}
	// Who switches off is neither seen nor heard but keeps a place, and still needs nobody's leave to come back.
	await site.page.getByRole('button', { name: 'Camera' }).click();
	await expect.poll(() => shows(chair.page, looks.first.rgb)).toBe(false);
	await expect(stageOf(chair.page).getByRole('figure')).toHaveCount(2);
	await site.page.getByRole('button', { name: 'Camera' }).click();
	await expect.poll(() => shows(chair.page, looks.first.rgb)).toBe(true);
	// The record is the same: a draft of the minutes as soon as the meeting is over.
	await endMeeting(chair);
	const minutes = `${path.replace('/meetings/', '/archive/')}/minutes/pdf`;
	await expect.poll(async () => (await chair.page.request.get(minutes)).status()).toBe(200);
});

/** Planned by a secretary whose browser is gone again before the meeting: two cores carry three at a time. */
async function plan({ title, conduct }: { title: string; conduct?: string }): Promise<string> {
	const secretary = await arrive(accountOf('secretary'));
	try {
		const items = ['Báo cáo có trình chiếu'];
		return await convene(secretary, accountOf('chair').name, {
			title,
			items,
			invite,
			...(conduct === undefined ? {} : { conduct })
		});
	} finally {
		await secretary.browser.close();
	}
}

async function callSite(): Promise<void> {
	await site.page.getByRole('button', { name: 'Đăng ký phát biểu' }).click();
	await nextStep(chair.page, `Mời ${site.account.unitName}`).click();
	await expect(site.page.getByText(/phát biểu – micrô đang mở/).first()).toBeVisible();
}

/** The next screen that is asked for cannot be had, as when another program holds it. */
function failToShareOnce(page: Page): Promise<void> {
	return page.evaluate(() => {
		const { mediaDevices } = navigator;
		const ask = mediaDevices.getDisplayMedia.bind(mediaDevices);
		mediaDevices.getDisplayMedia = () => {
			mediaDevices.getDisplayMedia = ask;
			return Promise.reject(new DOMException('', 'NotReadableError'));
		};
	});
}

const stageOf = (page: Page) => page.getByRole('region', { name: 'Màn hình chung' });
const tile = (page: Page, index: number) => stageOf(page).getByRole('figure').nth(index).boundingBox();
const largePicture = (page: Page, name: RegExp) => page.locator('[data-large]').getByLabel(name);

function frames(picture: Locator): Promise<number> {
	return picture.evaluate((video) =>
		video instanceof HTMLVideoElement ? video.getVideoPlaybackQuality().totalVideoFrames : 0
	);
}
