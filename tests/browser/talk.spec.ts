// What is written in a meeting: to all sites, and between one site and the secretary, which no other site reads.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from 'playwright/test';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, enterRoom } from './support/planning.ts';
import { pidOf } from './support/programs.ts';

test.describe.configure({ mode: 'serial' });

// Two communes of Huyện Cát Hải.
const [firstCode, secondCode] = ['11917', '11920'];
const link = 'https://example.org/giai-lao';
const announced = `Nghỉ giải lao 10 phút, xem ${link}`;
const question = 'Điểm cầu nghe không rõ, đề nghị kiểm tra âm thanh';
const unsent = 'Đề nghị cho biết giờ họp lại';

let secretary: Participant;
let chair: Participant;
let first: Participant;
let second: Participant;
let path = '';

test.afterAll(async () => {
	for (const person of [secretary, chair, first, second]) await person?.browser.close();
});

const tab = (page: Page) => page.getByRole('tab', { name: /^Trao đổi/ });

test('the chair announces something, and every site sees who says it', async () => {
	secretary = await arrive(accountOf('secretary'));
	path = await convene(secretary, accountOf('chair').name, {
		title: 'Họp chuyên đề: phòng chống thiên tai trên biển đảo',
		items: ['Phương án ứng phó'],
		invite: ['Mời cả 12 đơn vị thuộc Huyện Cát Hải']
	});
	chair = await arrive(accountOf('chair'));
	first = await arrive(accountOf('clerk', firstCode));
	second = await arrive(accountOf('clerk', secondCode));
	for (const person of [secretary, chair, first, second]) {
		await person.page.goto(`${path}/check`);
		await enterRoom(person);
	}
	await tab(chair.page).click();
	await chair.page.getByRole('button', { name: /^Thông báo tới mọi điểm cầu/ }).click();
	await chair.page.getByLabel('Thông báo tới mọi điểm cầu').fill(announced);
	const said = expect(first.page.getByTestId('calm-announcement')).toContainText(announced);
	await chair.page.getByRole('button', { name: 'Gửi thông báo' }).click();
	await said;
	for (const { page } of [secretary, first, second]) {
		const notice = page.getByRole('region', { name: 'Thông báo của chủ trì' });
		await expect(notice).toContainText(announced);
		await expect(notice.getByRole('link')).toHaveCount(0);
	}
	await expect(chair.page.getByTestId('announcement')).toHaveCount(0);
	await expectAccessible(first.page);
	await first.page.getByTestId('announcement').getByRole('button', { name: 'Đã rõ' }).click();
	await first.page.reload();
	await tab(first.page).click();
	await expect(first.page.getByRole('tabpanel')).toContainText(announced);
	await expect(first.page.getByTestId('announcement')).toHaveCount(0);
});

test('a site writes to the secretary, who answers it, and no other site reads it', async () => {
	const field = first.page.getByLabel('Nhắn cho thư ký');
	await field.fill(question);
	await field.press('Enter');
	await expect(field).toHaveValue('');
	await expect(tab(secretary.page)).toContainText('(1)');
	await tab(secretary.page).click();
	await secretary.page
		.getByRole('tabpanel')
		.getByRole('button', { name: new RegExp(question) })
		.click();
	await expect(tab(secretary.page)).not.toContainText('(');
	await secretary.page.getByLabel(/^Nhắn cho (Xã|Thị trấn)/).fill('Đang kiểm tra, xin chờ');
	await secretary.page.getByRole('button', { name: 'Gửi', exact: true }).click();
	await expect(first.page.getByRole('tabpanel')).toContainText('Đang kiểm tra, xin chờ');
	await expectAccessible(secretary.page);
	await tab(second.page).click();
	await expect(second.page.getByRole('tabpanel')).toContainText(announced);
	await expect(second.page.getByRole('tabpanel')).not.toContainText(question);
});

test('what was written outlives the media server, and a site that looks elsewhere is told of an answer', async () => {
	await second.page.getByRole('tab', { name: 'Chương trình' }).click();
	process.kill(pidOf('media-server/main.ts'), 'SIGKILL');
	await expect(first.page.getByText(/Mất kết nối – đang nối lại/).first()).toBeVisible();
	await expect(first.page.getByText(/Mất kết nối – đang nối lại/)).toHaveCount(0, { timeout: 60_000 });
	await expect(first.page.getByRole('tabpanel')).toContainText(question);
	await expect(secretary.page.getByText(/Mất kết nối – đang nối lại/)).toHaveCount(0, { timeout: 60_000 });
	await expect(second.page.getByText(/Mất kết nối – đang nối lại/)).toHaveCount(0, { timeout: 60_000 });
	const { unitName } = second.account;
	await secretary.page.getByRole('button', { name: 'Tất cả trao đổi' }).click();
	await secretary.page.getByLabel('Tìm điểm cầu để nhắn').fill(unitName);
	await secretary.page.getByRole('tabpanel').getByRole('button', { name: unitName }).first().click();
	await secretary.page.getByLabel(/^Nhắn cho/).fill('Đề nghị chỉnh lại camera');
	await secretary.page.getByLabel(/^Nhắn cho/).press('Enter');
	const notice = second.page.getByTestId('private-message');
	await expect(notice).toContainText('Đề nghị chỉnh lại camera');
	await expect(tab(second.page)).toContainText('(1)');
	await notice.getByRole('button', { name: 'Trả lời' }).click();
	await expect(notice).toHaveCount(0);
	await expect(second.page.getByLabel('Nhắn cho thư ký')).toBeVisible();
});

test('the chair closes the messages of the sites and opens them again, and a site loses no word it typed', async () => {
	await chair.page.getByRole('button', { name: 'Tất cả trao đổi' }).click();
	const box = chair.page.getByRole('checkbox', { name: 'Cho các điểm cầu gửi tin nhắn' });
	const field = first.page.getByLabel('Nhắn cho thư ký');
	const send = first.page.getByRole('button', { name: 'Gửi', exact: true });
	await field.fill(unsent);
	await expect(send).toBeEnabled();
	await box.uncheck();
	const closed = first.page.getByText('Chủ trì đã tạm dừng nhận tin nhắn của các điểm cầu.');
	await expect(closed).toBeVisible();
	await expect(send).toBeDisabled();
	await field.press('Enter');
	await first.page.getByRole('tab', { name: 'Chương trình' }).click();
	await expect(field).toHaveCount(0);
	await tab(first.page).click();
	await expect(field).toHaveValue(unsent);
	await box.check();
	await expect(closed).toHaveCount(0);
	await send.click();
	await expect(field).toHaveValue('');
	await expect(first.page.getByRole('tabpanel')).toContainText(unsent);
});

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}
