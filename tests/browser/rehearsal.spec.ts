// Before the meeting each site checks its devices and the operator sees who is ready; in the meeting a site is moved to
// the lobby and let in again.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from 'playwright/test';
import { looks } from './support/fake-devices.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, endMeeting, enterRoom } from './support/planning.ts';

test.describe.configure({ mode: 'serial' });

// A ward of Quận Hải An, whose units no other spec invites.
const wardCode = '11413';
let officer: Participant;
let operator: Participant;
let ward: Participant;
let path = '';

test.afterAll(async () => {
	for (const person of [officer, operator, ward]) await person?.browser.close();
});

const row = (page: Page) => page.getByRole('listitem').filter({ hasText: ward.account.unitName });
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });

test('the operator finds the rehearsal on the meeting’s page: nobody has come yet, and whom to call', async () => {
	officer = await arrive(accountOf('secretary'));
	path = await convene(officer, accountOf('chair').name, {
		title: 'Giao ban: chạy thử đường truyền',
		operatorName: accountOf('operator').name,
		items: ['Tình hình chung'],
		invite: ['Mời cả 8 đơn vị thuộc Quận Hải An']
	});
	ward = await arrive(accountOf('clerk', wardCode), looks.first);
	operator = await arrive(accountOf('operator'));
	const { page } = operator;
	await page.goto(path);
	await page.getByRole('link', { name: /^Chạy thử/ }).click();
	await expect(page.getByText('0/8 điểm cầu sẵn sàng')).toBeVisible();
	await expect(tab(page, 'Chưa vào')).toContainText('8');
	await expect(row(page)).toContainText(`Liên hệ: ${ward.account.name}`);
});

test('what a site checks appears there by itself, first what is wrong, then that it is ready', async () => {
	const { page } = operator;
	await ward.page.goto(`${path}/check`);
	await expect(ward.page.getByText('Đã lưu kết quả để cán bộ kỹ thuật xem.')).toBeVisible();
	await expect(row(page)).toContainText('Cần xem lại');
	await expect(row(page)).toContainText('Loa: Chưa thử');
	await ward.page.getByRole('button', { name: 'Phát âm thử' }).click();
	await ward.page.getByRole('button', { name: 'Có nghe thấy' }).click();
	await expect(row(page)).toContainText('Sẵn sàng');
	await expect(page.getByText('1/8 điểm cầu sẵn sàng')).toBeVisible();
	await tab(page, 'Sẵn sàng').click();
	await expect(page.getByRole('listitem').filter({ hasText: 'Kiểm tra' })).toHaveCount(1);
	await page.getByRole('searchbox').fill('khong co phuong nay');
	await expect(page.getByText('Không có điểm cầu nào như vậy')).toBeVisible();
	await page.getByRole('searchbox').fill('');
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
	const table = await page.request.get(`${path}/rehearsal/csv`);
	expect(await table.text()).toContain('Sẵn sàng');
});

test('a site sees no rehearsal, and reads its own result while it waits', async () => {
	const answer = await ward.page.request.get(`${path}/rehearsal`);
	expect(answer.status()).toBe(403);
	await enterRoom(ward);
	await expect(ward.page.getByText(/^Đã kiểm tra .*: sẵn sàng$/)).toBeVisible();
});

test('in the meeting the operator moves the site to the lobby in one click and lets it in again', async () => {
	await officer.page.goto(`${path}/check`);
	await enterRoom(officer);
	await officer.page.getByRole('button', { name: 'Khai mạc' }).click();
	await expect(ward.page.getByText('ĐANG GHI')).toBeVisible();
	const { page } = operator;
	await page.goto(`${path}/check`);
	await enterRoom(operator);
	await page.locator('[data-card]').filter({ hasText: ward.account.unitName }).click();
	await page.getByRole('button', { name: 'Chuyển ra phòng chờ' }).click();
	await expect(ward.page.getByRole('heading', { name: 'Điểm cầu đang ở phòng chờ' })).toBeVisible();
	await expect(ward.page.getByRole('button', { name: /ĐĂNG KÝ PHÁT BIỂU/i })).toHaveCount(0);
	await ward.page.getByRole('button', { name: 'Nhắn cho thư ký' }).click();
	await expect(page.getByRole('region', { name: 'Phòng chờ' })).toContainText(ward.account.unitName);
	await page.getByRole('button', { name: 'Cho tất cả vào phòng họp (1)' }).click();
	await expect(ward.page.getByRole('heading', { name: 'Điểm cầu đang ở phòng chờ' })).toBeHidden();
	await expect(ward.page.getByRole('button', { name: /đăng ký phát biểu/i })).toBeVisible();
	await endMeeting(officer);
	for (const { complaints } of [officer, operator, ward]) expect(complaints).toEqual([]);
});
