// A paper in the room as people meet it: shown to all at the presenter's page, read ahead on one's own, and left again.
import { expect, test } from 'playwright/test';
import { looks } from './support/fake-devices.ts';
import { colouredPdf, drawnColour } from './support/paper.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, endMeeting, enterRoom, pdfFile } from './support/planning.ts';
import { expectSound } from './support/sound.ts';

test.describe.configure({ mode: 'serial' });

// A commune of Huyện Thuỷ Nguyên (GSO codes of 2021), whom no other spec invites.
const siteCode = '11500';
const colours = [
	[200, 40, 40],
	[40, 170, 60],
	[30, 60, 200],
	[200, 180, 40]
] as const;

let secretary: Participant;
let chair: Participant;
let site: Participant;

test.afterAll(async () => {
	for (const person of [secretary, chair, site]) await person?.browser.close();
});

const paperOf = ({ page }: Participant) => page.getByRole('region', { name: 'Tài liệu đang trình chiếu' });
const sees = (person: Participant, number: 1 | 2 | 3 | 4) =>
	expect
		.poll(() => drawnColour(person.page), { intervals: [50, 100] })
		.toEqual([...(colours[number - 1] ?? [])]);

test('the chair shows a paper of the item to all, at its first page', async () => {
	secretary = await arrive(accountOf('secretary'));
	const path = await convene(secretary, accountOf('chair').name, {
		title: 'Giao ban: tài liệu trình chiếu',
		items: ['Báo cáo thu ngân sách', 'Công tác phòng chống lụt bão'],
		invite: ['Mời cả 37 đơn vị thuộc Huyện Thuỷ Nguyên']
	});
	chair = await arrive(accountOf('chair'), looks.chair);
	site = await arrive(accountOf('clerk', siteCode), looks.first);
	for (const person of [chair, site]) {
		await person.page.goto(`${path}/check`);
		await enterRoom(person);
	}
	// Who waits in the room sees a paper that comes now.
	await secretary.page.goto(`${path}/plan`);
	const file = pdfFile('Báo cáo thu ngân sách.pdf', colouredPdf(colours));
	await secretary.page.getByLabel('Chọn tệp PDF').setInputFiles(file);
	await secretary.page.getByLabel('Thuộc nội dung').selectOption({ index: 1 });
	await secretary.page.getByRole('button', { name: 'Tải lên' }).click();
	await expect(site.page.getByRole('link', { name: 'Báo cáo thu ngân sách' })).toBeVisible();

	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();
	for (const { page } of [chair, site]) await page.getByRole('button', { name: 'Đã rõ' }).click();
	await chair.page.getByRole('button', { name: /^Sang mục 1/ }).click();
	await chair.page.getByRole('tab', { name: 'Chương trình' }).click();
	await chair.page.getByRole('button', { name: 'Trình chiếu tài liệu Báo cáo thu ngân sách' }).click();
	for (const person of [chair, site]) await sees(person, 1);
	await expect(site.page.getByRole('button', { name: /^Trình chiếu tài liệu/ })).toHaveCount(0);
});

test('the site follows the page, reads on its own, and is back with one press', async () => {
	await paperOf(chair).getByRole('button', { name: 'Trang sau' }).click();
	for (const person of [chair, site]) await sees(person, 2);
	await chair.page.keyboard.press('PageDown');
	for (const person of [chair, site]) await sees(person, 3);

	await paperOf(site).getByRole('button', { name: 'Trang trước' }).click();
	await paperOf(site).getByRole('button', { name: 'Trang trước' }).click();
	await sees(site, 1);
	await expect(paperOf(site).getByText('Đang xem trang 1 · Người trình bày ở trang 3')).toBeVisible();
	await expectSound(site.page);
	await chair.page.keyboard.press('End');
	await sees(chair, 4);
	await expect(paperOf(site).getByText('Đang xem trang 1 · Người trình bày ở trang 4')).toBeVisible();
	await sees(site, 1);
	await paperOf(site).getByRole('button', { name: 'Trở lại' }).press('Enter');
	await sees(site, 4);
	await expect(paperOf(site).getByText(/^Đang xem trang/)).toHaveCount(0);
});

test('who comes later sees the same page, also when the file comes only at the second try', async () => {
	await site.page.route('**/papers/*', (route) => route.abort());
	await site.page.reload();
	await expect(site.page.getByText('Chưa tải được tài liệu')).toBeVisible();
	await site.page.unroute('**/papers/*');
	await site.page.getByRole('button', { name: 'Thử lại' }).click();
	await sees(site, 4);
});

test('with the next item the paper is gone for all', async () => {
	await chair.page.getByRole('button', { name: /^Sang mục 2/ }).click();
	for (const person of [chair, site]) await expect(paperOf(person)).toHaveCount(0);
	await endMeeting(chair);
	for (const { page, complaints } of [chair, site]) {
		await expect(page.getByRole('heading', { name: 'Phiên họp đã kết thúc' })).toBeVisible();
		expect(complaints.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]);
	}
});
