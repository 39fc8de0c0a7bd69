// What somebody sees on entering a meeting under way: that it is recorded, and how many sites are there.
import { expect, test, type Page } from 'playwright/test';
import { looks } from './support/fake-devices.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, enterRoom } from './support/planning.ts';

test.describe.configure({ mode: 'serial' });

// A commune of Huyện Tiên Lãng (GSO code of 2021), whom no other spec invites: a meeting under way comes first on its day.
const siteCode = '11758';
const invite = ['Mời cả 21 đơn vị thuộc Huyện Tiên Lãng'];

let chair: Participant;
let site: Participant;
let meetingPath = '';

test.afterAll(async () => {
	for (const person of [chair, site]) await person?.browser.close();
});

test('whoever enters a meeting that is recorded is told so, and told once in the same tab', async () => {
	meetingPath = await plan('Giao ban đang diễn ra');
	chair = await arrive(accountOf('chair'), looks.chair);
	await chair.page.goto(`${meetingPath}/check`);
	await enterRoom(chair);
	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();

	site = await arrive(accountOf('clerk', siteCode), looks.first);
	await site.page.goto(`${meetingPath}/check`);
	await enterRoom(site);
	await expect(notice(site.page)).toBeVisible();
	await site.page.getByRole('button', { name: 'Đã rõ' }).click();
	await site.page.reload();
	await expect(site.page.getByText('ĐANG GHI')).toBeVisible();
	await expect(notice(site.page)).toHaveCount(0);

	await site.page.getByRole('button', { name: 'Rời phòng' }).click();
	await expect(site.page).toHaveURL(/\/meetings\/[0-9a-f-]{36}$/);
	// Nobody telephones about a line that is well.
	await chair.page.getByRole('tab', { name: 'Điểm danh' }).click();
	const left = chair.page.getByText('1 đã rời phòng');
	await expect(left).toBeVisible();
	await site.page.goto(`${meetingPath}/check`);
	await enterRoom(site);
	await expect(left).toHaveCount(0);
	await expect(notice(site.page)).toBeVisible();
	await site.page.getByRole('button', { name: 'Đã rõ' }).click();
});

test('chair and site see how many sites are present, whole, at 1366 pixels', async () => {
	for (const { page } of [chair, site]) {
		const count = page.getByRole('button').filter({ hasText: '2/22' });
		await expect(count).toBeInViewport({ ratio: 1 });
		const clipped = await page
			.getByRole('navigation')
			.evaluateAll((bars) =>
				bars.filter((bar) => bar.scrollWidth > bar.clientWidth).map((bar) => bar.getAttribute('aria-label'))
			);
		expect(clipped).toEqual([]);
	}
});

test('who opens the room a second time is asked which page stays, and can change places back', async () => {
	const { page } = site;
	const second = await page.context().newPage();
	await second.goto(`${meetingPath}/check`);
	await second.getByRole('button', { name: 'Vào phòng họp' }).click();
	await expect(second.getByRole('heading', { name: 'đang mở ở một thẻ hoặc thiết bị khác' })).toBeFocused();
	// Nothing has happened yet to the page that was there first.
	await expect(page.getByRole('button', { name: 'Rời phòng' })).toBeVisible();

	await second.getByRole('button', { name: 'Vào tại đây' }).click();
	await expect(second.getByRole('button', { name: 'Rời phòng' })).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Phòng họp đang mở ở nơi khác' })).toBeFocused();
	await expect(chair.page.getByRole('button').filter({ hasText: '2/22' })).toBeVisible();

	await page.getByRole('button', { name: 'Vào tại đây' }).click();
	await expect(page.getByRole('button', { name: 'Rời phòng' })).toBeVisible();
	await expect(second.getByRole('heading', { name: 'Phòng họp đang mở ở nơi khác' })).toBeVisible();
	await second.close();
});

test('a duplicated tab does not take the seat either, and a page that is loaded again keeps it', async () => {
	const { page } = site;
	const opened = page.context().waitForEvent('page');
	// As the browser does when a tab is duplicated: what the tab has stored goes along.
	await page.evaluate(() => void window.open(location.href));
	const twin = await opened;
	await expect(twin.getByRole('heading', { name: 'đang mở ở một thẻ hoặc thiết bị khác' })).toBeFocused();
	await twin.close();
	await expect(page.getByRole('button', { name: 'Rời phòng' })).toBeVisible();
	const seat = await seatOf(page);
	expect(seat).not.toEqual([]);
	await page.reload();
	await expect(page.getByRole('button', { name: 'Rời phòng' })).toBeVisible();
	expect(await seatOf(page)).toEqual(seat);
});

/** What the tab remembers of where it sits: another one after it had to take a new seat. */
function seatOf(page: Page): Promise<[string, unknown][]> {
	return page.evaluate(() =>
		Object.entries(sessionStorage).filter(([key]) => key.startsWith('diem-cau.seat.'))
	);
}

/** Planned by a secretary whose browser is gone again before the meeting. */
async function plan(title: string): Promise<string> {
	const secretary = await arrive(accountOf('secretary'));
	try {
		const items = ['Báo cáo tình hình'];
		return await convene(secretary, accountOf('chair').name, { title, items, invite });
	} finally {
		await secretary.browser.close();
	}
}

const notice = (page: Page) => page.getByRole('main').getByText('Phiên họp này được ghi âm, ghi hình.');
