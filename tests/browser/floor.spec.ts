// The floor as people meet it: an order of speakers from the plan, hands in a queue, a site that is asked first, several
// at once, and a clock that everybody sees.
import { expect, test, type Page } from 'playwright/test';
import { fold } from '#lib/format/fold.ts';
import { looks } from './support/fake-devices.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, endMeeting, enterRoom } from './support/planning.ts';
import { shows } from './support/reception.ts';
import { nextStep } from './support/step.ts';

test.describe.configure({ mode: 'serial' });

// Two communes of Huyện An Dương (GSO codes of 2021), whom no other spec invites: a meeting under way comes first on its day.
const firstCode = '11584';
const secondCode = '11587';
const items = ['Báo cáo thu ngân sách', 'Công tác phòng chống lụt bão'];

let secretary: Participant;
let chair: Participant;
let first: Participant;
let second: Participant;
let path = '';

test.afterAll(async () => {
	for (const person of [secretary, chair, first, second]) await person?.browser.close();
});

const nameOf = ({ account }: Participant) => account.unitName;
const unitOf = (code: string) => accountOf('clerk', code).unitName;
const panel = () => chair.page.getByRole('tabpanel');
const next = () => nextStep(chair.page, /^Mời /);
const offerTo = ({ page }: Participant) => page.getByRole('region', { name: 'Lời mời phát biểu' });
const bandOf = ({ page }: Participant) => page.getByText(/Mời .+ phát biểu – micrô đang mở/).first();
const speakersOf = (page: Page) => page.locator('form[action="?/arrangeSpeakers"]').getByRole('listitem');

test('the secretary says who speaks on an item, by keyboard, and in which order', async () => {
	secretary = await arrive(accountOf('secretary'));
	const { page } = secretary;
	path = await convene(secretary, accountOf('chair').name, {
		title: 'Giao ban: phát biểu theo chương trình',
		items,
		invite: ['Mời cả 16 đơn vị thuộc Huyện An Dương']
	});
	await page.goto(`${path}/plan`);
	await page.getByText('Điểm cầu phát biểu (Nội dung 1)').click();
	const search = page.getByRole('searchbox', { name: /^Thêm điểm cầu phát biểu ở nội dung 1/ });
	for (const [index, code] of [firstCode, secondCode].entries()) {
		await search.fill(fold(unitOf(code)));
		await search.press('Enter');
		await expect(speakersOf(page)).toHaveCount(index + 1);
		await expect(search).toBeFocused();
		await expect(search).toHaveValue('');
	}
	await page.getByRole('button', { name: `Chuyển ${unitOf(secondCode)} lên` }).press('Enter');
	await expect(speakersOf(page).first()).toContainText(unitOf(secondCode));
	await page.getByLabel(`Số phút của ${unitOf(secondCode)}`).fill('1');
	await page.getByLabel(`Số phút của ${unitOf(secondCode)}`).press('Tab');
	await expect(page.getByText('2 điểm cầu, 6 phút')).toBeVisible();
	await page.reload();
	await expect(page.getByText('2 điểm cầu, 6 phút')).toBeVisible();
	await page.getByText('Điểm cầu phát biểu (Nội dung 1)').click();
	await expect(speakersOf(page).first()).toContainText(unitOf(secondCode));
	await page.goto(path);
	await expect(
		page.getByText(`Phát biểu: ${unitOf(secondCode)} (1 phút), ${unitOf(firstCode)} (5 phút)`)
	).toBeVisible();
});

test('hands stand in their order, with how long they wait; one is refused, the next is called, and told to stop', async () => {
	chair = await arrive(accountOf('chair'), looks.chair);
	first = await arrive(accountOf('clerk', firstCode), looks.first);
	second = await arrive(accountOf('clerk', secondCode), looks.second);
	for (const person of [chair, first, second]) {
		await person.page.goto(`${path}/check`);
		await enterRoom(person);
	}
	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();
	for (const { page } of [chair, first, second]) await page.getByRole('button', { name: 'Đã rõ' }).click();
	await chair.page.getByRole('tab', { name: 'Hàng đợi' }).click();

	for (const [index, { page }] of [first, second].entries()) {
		await page.getByRole('button', { name: 'Đăng ký phát biểu' }).click();
		await expect(page.getByRole('button', { name: `Đang chờ – thứ ${index + 1}` })).toBeVisible();
	}
	const rows = panel().getByRole('region', { name: 'Đăng ký phát biểu' }).getByRole('listitem');
	await expect(rows).toHaveCount(2);
	for (const [index, person] of [first, second].entries()) {
		await expect(rows.nth(index)).toContainText(nameOf(person));
		await expect(rows.nth(index)).toContainText(/Vừa đăng ký|Chờ \d+ phút/);
	}
	await expect(next()).toContainText(nameOf(first));

	await panel()
		.getByRole('button', { name: `Bỏ ${nameOf(second)} khỏi hàng đợi` })
		.click();
	await expect(second.page.getByText('Chủ trì chưa mời phát biểu lần này.').first()).toBeVisible();
	await expect(second.page.getByRole('button', { name: 'Đăng ký phát biểu' })).toBeVisible();

	await next().click();
	await expect(bandOf(first)).toBeVisible();
	await expect.poll(() => shows(chair.page, looks.first.rgb)).toBe(true);
	await panel()
		.getByRole('button', { name: `Dừng phát biểu: ${nameOf(first)}` })
		.click();
	await expect(first.page.getByText('Chủ trì đã kết thúc lượt phát biểu này.').first()).toBeVisible();
	await expect.poll(() => shows(chair.page, looks.first.rgb)).toBe(false);
});

test('a site that has not asked is asked: it may decline, and is seen only when it has accepted', async () => {
	await chair.page.getByRole('tab', { name: 'Điểm danh' }).click();
	const call = chair.page.getByRole('button', { name: `Mời ${nameOf(second)} phát biểu` });
	await call.click();
	await expect(offerTo(second).getByText(`Chủ trì mời ${nameOf(second)} phát biểu`)).toBeVisible();
	await offerTo(second).getByRole('button', { name: 'Chưa phát biểu' }).click();
	await expect(chair.page.getByText(`${nameOf(second)} chưa phát biểu lần này.`).first()).toBeVisible();
	await expect(offerTo(second)).toBeHidden();
	expect(await shows(chair.page, looks.second.rgb)).toBe(false);

	// On a phone the lists stand beneath the stage, and the question beneath them.
	await second.page.setViewportSize({ width: 390, height: 844 });
	await call.click();
	await expect(second.page.getByRole('tab', { name: 'Chương trình' })).toBeVisible();
	await offerTo(second).getByRole('button', { name: 'Nhận lời phát biểu' }).press('Enter');
	await expect(second.page.getByRole('button', { name: 'Kết thúc phát biểu' })).toBeInViewport({ ratio: 1 });
	await second.page.setViewportSize({ width: 1366, height: 768 });
	await expect(bandOf(second)).toBeVisible();
	for (const { page } of [chair, first]) await expect.poll(() => shows(page, looks.second.rgb)).toBe(true);
	await second.page.getByRole('button', { name: 'Kết thúc phát biểu' }).click();
	await expect.poll(() => shows(chair.page, looks.second.rgb)).toBe(false);
});

test('“next” follows the plan, and each site of the plan knows its turn', async () => {
	await chair.page.getByRole('tab', { name: 'Hàng đợi' }).click();
	await chair.page.getByRole('button', { name: /^Sang mục 1/ }).click();
	await expect(next()).toContainText(`Mời ${nameOf(second)} Theo chương trình`);
	await expect(second.page.getByText('Theo chương trình: sắp đến lượt')).toBeVisible();
	await expect(first.page.getByText('Theo chương trình: lượt thứ 2')).toBeVisible();
	await next().click();
	await offerTo(second).getByRole('button', { name: 'Nhận lời phát biểu' }).click();
	await expect(bandOf(second)).toBeVisible();
	await expect(second.page.getByText(/^\s*Còn 0?0:\d\d/).first()).toBeVisible();
	await expect(first.page.getByText('Theo chương trình: sắp đến lượt')).toBeVisible();
});

test('in a discussion two sites are seen at once', async () => {
	await panel().getByLabel('Phát biểu cùng lúc').selectOption({ label: '2 điểm cầu' });
	await expect(next()).toContainText(`Mời ${nameOf(first)} Theo chương trình`);
	await next().click();
	await offerTo(first).getByRole('button', { name: 'Nhận lời phát biểu' }).click();
	await expect(bandOf(first)).toBeVisible();
	for (const { rgb } of [looks.first, looks.second]) {
		await expect.poll(() => shows(chair.page, rgb)).toBe(true);
	}
});

test('a turn that takes longer than planned is shown to the speaker and to the chair, and goes on', async () => {
	for (const { page } of [second, chair]) {
		await expect(page.getByText(/^\s*Quá 0?0:\d\d/).first()).toBeVisible({ timeout: 90_000 });
	}
	await expect(bandOf(second)).toBeVisible();
	await panel()
		.getByRole('button', { name: `Dừng phát biểu: ${nameOf(second)}` })
		.click();
	await expect.poll(() => shows(chair.page, looks.second.rgb)).toBe(false);
	expect(await shows(chair.page, looks.first.rgb)).toBe(true);
	await chair.page.getByRole('tab', { name: 'Chương trình' }).click();
	const speakers = panel().getByRole('list', { name: 'Theo chương trình' }).getByRole('listitem');
	for (const row of [speakers.nth(0), speakers.nth(1)]) {
		await expect(row.getByRole('img', { name: 'Đã phát biểu' })).toBeVisible();
	}
	await endMeeting(chair);
	for (const { page, complaints } of [chair, first, second]) {
		await expect(page.getByRole('heading', { name: 'Phiên họp đã kết thúc' })).toBeVisible();
		expect(complaints).toEqual([]);
	}
});
