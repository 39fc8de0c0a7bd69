// A vote from the chair's question to its result: open, then in secret, with the media server killed in between.
import { expect, test, type Page } from 'playwright/test';
import { looks } from './support/fake-devices.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, endMeeting, enterRoom } from './support/planning.ts';
import { pidOf } from './support/programs.ts';
import { expectNothingForAxe } from './support/sound.ts';

test.describe.configure({ mode: 'serial' });

// A ward of Quận Hồng Bàng.
const wardCode = '11296';
const title = 'Họp chuyên đề: biểu quyết kế hoạch năm';
const question = 'Thông qua dự thảo kế hoạch phát triển kinh tế - xã hội năm 2022?';
const secretQuestion = 'Đề nghị khen thưởng tập thể Phòng Tài chính?';

let secretary: Participant;
let chair: Participant;
let ward: Participant;
let path = '';

test.afterAll(async () => {
	for (const person of [secretary, chair, ward]) await person?.browser.close();
});

const card = (page: Page) => page.getByRole('region', { name: /\?$/ });

test('the chair asks, and every site sees one card with three answers', async () => {
	secretary = await arrive(accountOf('secretary'));
	path = await convene(secretary, accountOf('chair').name, {
		title,
		items: ['Kế hoạch phát triển kinh tế - xã hội'],
		invite: ['Mời cả 9 đơn vị thuộc Quận Hồng Bàng']
	});
	chair = await arrive(accountOf('chair'), looks.chair);
	ward = await arrive(accountOf('clerk', wardCode), looks.first);
	for (const person of [chair, ward]) {
		await person.page.goto(`${path}/check`);
		await enterRoom(person);
	}
	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();
	for (const { page } of [chair, ward]) await page.getByRole('button', { name: 'Đã rõ' }).click();

	await chair.page.getByRole('button', { name: 'Biểu quyết' }).click();
	const dialog = chair.page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Mở biểu quyết' }).click();
	await expect(dialog.getByText('Cần nhập mục này')).toBeVisible();
	// One of the nine wards is there, and by the rule of every new meeting more than half of them must be.
	await expect(dialog.getByTestId('quorum')).toHaveText(/thiếu 4 điểm cầu.*\(5\)/);
	await dialog.getByLabel('Nội dung biểu quyết').fill(question);
	// It is said once and then cleared away, so somebody must already listen.
	const said = expect(ward.page.getByTestId('urgent-announcement')).toContainText(question);
	await dialog.getByRole('button', { name: 'Mở biểu quyết' }).click();
	await said;
	await expect(dialog).toBeHidden();

	for (const { page } of [chair, ward]) {
		await expect(card(page).getByRole('heading', { name: question })).toBeVisible();
		for (const answer of ['Đồng ý', 'Không đồng ý', 'Ý kiến khác']) {
			await expect(card(page).getByRole('button', { name: answer, exact: true })).toBeVisible();
		}
	}
	await expectNothingForAxe(ward.page);
	await expectNothingForAxe(chair.page);
});

test('on a phone no list beneath the stage covers an answer', async () => {
	const { page } = ward;
	const before = page.viewportSize();
	await page.setViewportSize({ width: 390, height: 844 });
	for (const tab of ['Điểm danh', 'Trao đổi', 'Chương trình']) {
		await page.getByRole('tab', { name: tab }).press('Enter');
		for (const answer of ['Đồng ý', 'Không đồng ý', 'Ý kiến khác']) {
			await card(page).getByRole('button', { name: answer, exact: true }).click({ trial: true });
		}
	}
	if (before) await page.setViewportSize(before);
});

test('who only conducts reads of the vote in the list of votes, and in no card over the picture', async () => {
	await secretary.page.goto(`${path}/check`);
	await enterRoom(secretary);
	await secretary.page.getByRole('tab', { name: 'Biểu quyết' }).click();
	await expect(secretary.page.getByRole('tabpanel').getByText(question)).toBeVisible();
	await expect(secretary.page.getByRole('tabpanel').getByTestId('quorum')).toHaveText(/thiếu 4/);
	await expect(card(secretary.page)).toHaveCount(0);
	await secretary.page.getByRole('tab', { name: 'Chương trình' }).click();
	await expect(card(secretary.page)).toBeVisible();
	await secretary.page.getByRole('button', { name: 'Rời phòng' }).click();
});

test('a vote cast while the media server is dead is counted once when it is back', async () => {
	const { page } = ward;
	const killed = pidOf('media-server/main.ts');
	process.kill(killed, 'SIGKILL');
	await expect(page.getByText(/Mất kết nối – đang nối lại/).first()).toBeVisible();
	await card(page).getByRole('button', { name: 'Không đồng ý' }).press('Enter');
	await expect(card(page).getByText('Đang gửi phiếu…')).toBeVisible();
	await expect(card(page).getByText('Đã ghi nhận: Không đồng ý')).toBeVisible({ timeout: 60_000 });
	expect(pidOf('media-server/main.ts')).not.toBe(killed);

	await expect(chair.page.getByText(/Mất kết nối – đang nối lại/)).toHaveCount(0, { timeout: 60_000 });
	await chair.page.getByRole('tab', { name: 'Biểu quyết' }).click();
	const panel = chair.page.getByRole('tabpanel');
	await expect(panel.getByText('1/10 đã biểu quyết')).toBeVisible();
	await panel.getByText('Chưa biểu quyết (9)').click();
	await expect(panel.getByRole('listitem')).toHaveCount(9);
});

test('minds may be changed until the chair closes it; then all see the result', async () => {
	const { page } = ward;
	await card(page).getByRole('button', { name: 'Đổi ý' }).click();
	await card(page).getByRole('button', { name: 'Ý kiến khác' }).click();
	await card(page).getByLabel('Nội dung ý kiến').fill('Bổ sung phụ lục kinh phí');
	await page.keyboard.press('Enter');
	await expect(card(page).getByText('Đã ghi nhận: Ý kiến khác')).toBeVisible();
	await card(chair.page).getByRole('button', { name: 'Đồng ý', exact: true }).click();
	await expect(chair.page.getByRole('tabpanel').getByText('2/10 đã biểu quyết')).toBeVisible();
	await chair.page.getByRole('button', { name: 'Kết thúc biểu quyết' }).first().click();
	for (const { page } of [chair, ward]) {
		const result = page.getByRole('region', { name: 'Kết quả biểu quyết' });
		await expect(result.getByText('Có mặt 1/9 điểm cầu thành phần.')).toBeVisible();
		await result.getByText('Ý kiến khác (1)').click();
		await expect(result.getByText('Bổ sung phụ lục kinh phí')).toBeVisible();
		await expect(result.getByText('Chưa biểu quyết (8)')).toBeVisible();
		await expectNothingForAxe(page);
		await result.getByRole('button', { name: 'Đóng kết quả' }).click();
	}
});

test('in a secret vote the chair sees who has voted and no count before the end', async () => {
	await chair.page.getByRole('tabpanel').getByRole('button', { name: 'Mở biểu quyết' }).click();
	const dialog = chair.page.getByRole('dialog');
	await dialog.getByLabel('Nội dung biểu quyết').fill(secretQuestion);
	await dialog.getByRole('radio', { name: /^Biểu quyết kín/ }).check();
	await dialog.getByRole('radio', { name: /^Mỗi đại biểu một phiếu/ }).check();
	await dialog.getByRole('radio', { name: /^Chọn điểm cầu/ }).check();
	// What one search hides stays chosen while another is on the list.
	for (const { account } of [chair, ward]) {
		await dialog.getByRole('searchbox').fill(account.unitName);
		await dialog
			.getByRole('checkbox', { name: new RegExp(`^${account.unitName}`) })
			.first()
			.check();
	}
	await expect(dialog.getByRole('radio', { name: 'Chọn điểm cầu (đã chọn 2)' })).toBeChecked();
	await dialog.getByRole('button', { name: 'Mở biểu quyết' }).click();
	await card(ward.page).getByRole('button', { name: 'Đồng ý', exact: true }).click();
	await card(ward.page).getByRole('button', { name: 'Gửi phiếu: Đồng ý' }).click();
	await expect(card(ward.page).getByText('Phiếu đã được ghi nhận.')).toBeVisible();
	await expect(card(ward.page).getByRole('button')).toHaveCount(0);
	const panel = chair.page.getByRole('tabpanel');
	const running = panel.getByRole('region', { name: 'Đang biểu quyết' });
	await expect(running.getByText('1/2 đã biểu quyết')).toBeVisible();
	await expect(running.getByText('Đồng ý')).toHaveCount(0);
	// The same seat after a reload of the page: it has voted, and nothing says what.
	await ward.page.reload();
	await expect(card(ward.page).getByText('Phiếu đã được ghi nhận.')).toBeVisible();
	await running.getByRole('button', { name: 'Kết thúc biểu quyết' }).click();
	const result = ward.page.getByRole('region', { name: 'Kết quả biểu quyết' });
	await expect(result.getByText('1/2 đã biểu quyết')).toBeVisible();
});

test('the meeting ends after its votes, and its minutes can be had', async () => {
	await chair.page.getByRole('button', { name: 'Đóng kết quả' }).click();
	await endMeeting(chair);
	await expect(chair.page.getByRole('heading', { name: 'Phiên họp đã kết thúc' })).toBeVisible();
	const pdf = `${path.replace('/meetings/', '/archive/')}/minutes/pdf`;
	await expect.poll(async () => (await secretary.page.request.get(pdf)).status()).toBe(200);
});
