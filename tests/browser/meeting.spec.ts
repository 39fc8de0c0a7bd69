// The main job, end to end, on the built product, with real browsers, real cameras' pictures and real sound.
import { expect, test, type Page } from 'playwright/test';
import { checkRecording, type Turn } from './support/recording-check.ts';
import { looks } from './support/fake-devices.ts';
import { forge } from './support/forged-socket.ts';
import { accountOf, arrive, productUrl, type Participant } from './support/participant.ts';
import { convene, endMeeting, enterRoom } from './support/planning.ts';
import {
	clickedAt,
	expectSeenAndHeard,
	firstSeen,
	longestStep,
	reception,
	shows,
	stoppedAt,
	watchArrivals,
	watchClick
} from './support/reception.ts';
import { expectSoundEverywhere } from './support/sound.ts';
import { nextStep } from './support/step.ts';

test.describe.configure({ mode: 'serial' });

// Two communes of Huyện Vĩnh Bảo (GSO codes of 2021).
const firstCode = '11824';
const secondCode = '11827';
// A ward of Quận Ngô Quyền, not invited.
const outsiderCode = '11353';

const title = 'Giao ban trực tuyến: thu ngân sách và phòng chống lụt bão';
const items = ['Báo cáo thu ngân sách', 'Công tác phòng chống lụt bão'];

let secretary: Participant;
let chair: Participant;
let first: Participant;
let second: Participant;
let meetingPath = '';
const turns: Turn[] = [];

test.afterAll(async () => {
	for (const person of [secretary, chair, first, second]) await person?.browser.close();
});

test('the secretary plans a meeting, invites a district in one click and convenes it', async () => {
	secretary = await arrive(accountOf('secretary'), looks.secretary);
	meetingPath = await convene(secretary, accountOf('chair').name, {
		title,
		items,
		invite: ['Mời cả 30 đơn vị thuộc Huyện Vĩnh Bảo']
	});
	await expect(secretary.page.getByText('30 điểm cầu').first()).toBeVisible();
});

test('a clerk finds the invitation on the first page and is in the room within four clicks', async () => {
	first = await arrive(accountOf('clerk', firstCode), looks.first);
	const { page } = first;
	await expect(page.getByRole('heading', { name: title })).toBeVisible();
	await page.getByRole('link', { name: `Trả lời giấy mời: ${title}` }).click();
	await page.getByRole('button', { name: /^Xác nhận và vào/ }).click();
	await expect(page).toHaveURL(/\/check$/);
	await expect(page.getByText('Có hình')).toBeVisible();
	await expect(page.getByText('Nghe rõ')).toBeVisible();
	await enterRoom(first);
	await expect(page.getByText('Phiên họp chưa khai mạc')).toBeVisible();
});

test('the opening announces the recording to all, and the chair is seen and heard', async () => {
	chair = await arrive(accountOf('chair'), looks.chair);
	await chair.page.goto(`${meetingPath}/check`);
	await enterRoom(chair);
	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();
	for (const { page } of [chair, first]) {
		await expect(page.getByText('Phiên họp này được ghi âm, ghi hình.').first()).toBeVisible();
		await expect(page.getByText('ĐANG GHI')).toBeVisible();
	}
	await expectSeenAndHeard(first.page, looks.chair.rgb);
	console.log(`  measured: ${JSON.stringify(await weigh(first.page))}`);
});

test('a site without the floor is neither seen nor heard, whatever its devices do', async () => {
	await expect(first.page.getByText('2/31 có mặt')).toBeVisible();
	expect(await shows(chair.page, looks.first.rgb)).toBe(false);
	for (const name of ['Micrô', 'Camera']) {
		const device = first.page.getByRole('button', { name, exact: true });
		await expect(device).toHaveAttribute('aria-pressed', 'true');
		await device.click();
		await expect(device).toHaveAttribute('aria-pressed', 'false');
		await device.click();
		await expect(device).toHaveAttribute('aria-pressed', 'true');
	}
	// While thirty more pictures of the chair go the other way, nothing at all comes from the site.
	const { framesDecoded } = await reception(first.page);
	await expect
		.poll(async () => (await reception(first.page)).framesDecoded)
		.toBeGreaterThan(framesDecoded + 30);
	expect(await shows(chair.page, looks.first.rgb)).toBe(false);
	const after = await reception(chair.page);
	expect(after.audioBytes).toBe(0);
	expect(after.videoBytes).toBe(0);
});

test('a forged message that produces without the floor is refused', async () => {
	second = await arrive(accountOf('clerk', secondCode), looks.second);
	const answers = await forge(second, meetingPath);
	expect(answers.produce).toEqual({ ok: false, error: { code: 'floor_required' } });
	expect(answers.grant).toEqual({ ok: false, error: { code: 'not_allowed' } });
	expect(answers.unknownTransport.ok).toBe(false);
});

test('called to the floor, a site is seen and heard by the others, with its name', async () => {
	await second.page.goto(`${meetingPath}/check`);
	await second.page.getByLabel('Cho phép mời phát biểu mà không cần hỏi trước').check();
	await enterRoom(second);
	await expect.poll(() => shows(second.page, looks.chair.rgb)).toBe(true);
	console.log(`  measured: ${JSON.stringify(await weigh(second.page))}`);

	await first.page.getByRole('button', { name: 'Đăng ký phát biểu' }).click();
	await expect(first.page.getByRole('button', { name: 'Đang chờ – thứ 1' })).toBeVisible();
	const called = Date.now();
	await nextStep(chair.page, /^Mời /).click();
	const seen = await firstSeen(chair.page, looks.first.rgb);
	await expect(first.page.getByText(/Mời .+ phát biểu – micrô đang mở/).first()).toBeVisible();
	for (const { page } of [chair, second]) await expectSeenAndHeard(page, looks.first.rgb);
	await expect(
		second.page
			.getByRole('img', { name: new RegExp(first.account.unitName) })
			.or(second.page.getByText(first.account.unitName).first())
			.first()
	).toBeVisible();
	// Long enough that the recording has seconds of it to be checked.
	await expect.poll(() => Date.now() - seen, { timeout: 30_000 }).toBeGreaterThan(9_000);
	turns.push({ look: looks.first, called, seen, taken: Number.NaN, gone: Number.NaN });
});

test('the floor taken back stops picture and sound', async () => {
	await watchArrivals(second.page);
	await expect.poll(async () => (await reception(second.page)).framesDecoded).toBeGreaterThan(0);
	await watchClick(chair.page);
	await chair.page.getByRole('button', { name: 'Dừng phát biểu' }).first().click();
	const taken = await clickedAt(chair.page);
	await expect.poll(() => shows(second.page, looks.first.rgb)).toBe(false);
	for (const turn of turns) Object.assign(turn, { taken, gone: Date.now() });
	// Two streams have ended, picture and sound.
	await expect.poll(async () => (await stoppedAt(second.page)).length).toBe(2);
	// How soon is told, not judged: this process shares two cores with the browsers. tests/media/ judges it by packets.
	const stopped = Math.max(...(await stoppedAt(second.page))) - taken;
	const step = await longestStep(second.page);
	console.log(`  measured: ${JSON.stringify({ clickToLastPacketMs: stopped, longestStepMs: step })}`);
	// The chair goes on and the second site decodes more of it; of the first nothing more reaches the chair.
	const before = await reception(chair.page);
	const { framesDecoded } = await reception(second.page);
	await expect
		.poll(async () => (await reception(second.page)).framesDecoded)
		.toBeGreaterThan(framesDecoded + 10);
	const after = await reception(chair.page);
	expect(after.audioBytes - before.audioBytes).toBe(0);
	expect(after.videoBytes - before.videoBytes).toBe(0);
});

test('four browsers hold the meeting: the secretary calls the second site for the chair', async () => {
	await secretary.page.goto(`${meetingPath}/check`);
	await enterRoom(secretary);
	await expect.poll(() => shows(secretary.page, looks.chair.rgb), { timeout: 20_000 }).toBe(true);
	await secretary.page.getByRole('tab', { name: 'Điểm danh' }).click();
	const called = Date.now();
	await secretary.page.getByRole('button', { name: `Mời ${second.account.unitName} phát biểu` }).click();
	const seen = await firstSeen(chair.page, looks.second.rgb);
	for (const { page } of [chair, first, secretary]) await expectSeenAndHeard(page, looks.second.rgb);
	await expect.poll(() => Date.now() - seen, { timeout: 30_000 }).toBeGreaterThan(9_000);
	const taken = Date.now();
	await second.page.getByRole('button', { name: 'Kết thúc phát biểu' }).click();
	await expect.poll(() => shows(first.page, looks.second.rgb)).toBe(false);
	turns.push({ look: looks.second, called, seen, taken, gone: Date.now() });
});

test('the chair goes through the agenda and ends the meeting; nobody is left in the room', async () => {
	await chair.page.getByRole('button', { name: /^Sang mục/ }).click();
	await expect(first.page.getByText(`${items[0]}`).first()).toBeVisible();
	await endMeeting(chair);
	for (const { page } of [chair, first, second, secretary]) {
		await expect(page.getByRole('heading', { name: 'Phiên họp đã kết thúc' })).toBeVisible();
	}
});

test('nobody saw an error on the console', () => {
	const complaints = [secretary, chair, first, second].flatMap((person) => person.complaints);
	expect(complaints).toEqual([]);
});

test('the archive has the minutes at once, and the recording shows the right picture at the right time', async () => {
	test.setTimeout(300_000);
	await checkRecording(secretary, {
		title,
		words: 'vinh bao lut bao',
		turns,
		chair: looks.chair,
		names: [first.account.unitName, second.account.unitName]
	});
});

test('the record is sound everywhere, and its letters are keys only while the player has the focus', async () => {
	const { page } = secretary;
	await page.goto(meetingPath.replace('/meetings/', '/archive/'));
	const video = page.locator('video');
	await expect(video).toBeVisible();
	await expectSoundEverywhere(page);
	const paused = () => video.evaluate((element: HTMLVideoElement) => element.paused);
	await page.getByRole('heading', { level: 1 }).click();
	await page.keyboard.press('k');
	expect(await paused()).toBe(true);
	await video.focus();
	await page.keyboard.press('k');
	await expect.poll(paused).toBe(false);
});

test('strangers and units that were not invited get nothing of the record', async ({ playwright }) => {
	const record = meetingPath.replace('/meetings/', '/archive/');
	const files = [
		'',
		'/media/video',
		'/media/audio',
		'/media/poster',
		'/minutes/docx',
		'/minutes/pdf',
		'/captions'
	];
	const anonymous = await playwright.request.newContext({ baseURL: productUrl() });
	const outsider = await arrive(accountOf('clerk', outsiderCode));
	for (const file of files) {
		const stranger = await anonymous.get(record + file, { maxRedirects: 0 });
		expect([303, 401], `anonymous ${file}`).toContain(stranger.status());
		const refused = await outsider.page.request.get(record + file);
		expect(refused.status(), `uninvited ${file}`).toBe(404);
	}
	await anonymous.dispose();
	await outsider.browser.close();
});

/** For the reader of the report, not for the verdict: how heavy the page is, how soon it shows a picture. */
function weigh(page: Page) {
	return page.evaluate(() => {
		const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
		const scripts = performance
			.getEntriesByType('resource')
			.filter((entry) => entry instanceof PerformanceResourceTiming)
			.filter(({ name }) => new URL(name).pathname.endsWith('.js'));
		return {
			joinToFirstFrameMs: Math.round(at('dc:first-frame') - at('dc:join')),
			scripts: scripts.length,
			scriptKilobytes: Math.round(
				scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000
			)
		};
	});
}
