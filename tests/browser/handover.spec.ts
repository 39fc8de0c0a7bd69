// The chair goes on to somebody else of the main site while the meeting goes on, and comes back.
import { expect, test } from 'playwright/test';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, endMeeting, enterRoom } from './support/planning.ts';

test.describe.configure({ mode: 'serial' });

let secretary: Participant;
let chair: Participant;
let path = '';

test.afterAll(async () => {
	for (const person of [secretary, chair]) await person?.browser.close();
});

const leads = ({ page }: Participant) => page.getByRole('button', { name: 'Kết thúc phiên họp' });

async function takesBack(person: Participant) {
	const notice = person.page.getByTestId('chair-handed');
	await notice.getByRole('button', { name: 'Nhận lại quyền chủ trì' }).click();
	await expect(leads(person)).toBeVisible();
	await expect(notice).toContainText(person.account.name);
}

test('the chair hands over to the secretary, whose page leads from then on', async () => {
	secretary = await arrive(accountOf('secretary'));
	path = await convene(secretary, accountOf('chair').name, {
		title: 'Giao ban: bàn giao chủ trì',
		items: ['Báo cáo tuần', 'Việc khác'],
		invite: ['Mời cả 6 đơn vị thuộc Quận Đồ Sơn']
	});
	chair = await arrive(accountOf('chair'));
	for (const person of [chair, secretary]) {
		await person.page.goto(`${path}/check`);
		await enterRoom(person);
	}
	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();
	await chair.page.getByRole('button', { name: 'Bàn giao chủ trì' }).click();
	const dialog = chair.page.getByRole('dialog');
	const acting = dialog.getByRole('checkbox', { name: 'Thư ký' });
	await acting.uncheck();
	await expect(leads(secretary)).toHaveCount(0);
	await acting.check();
	await expect(leads(secretary)).toBeVisible();
	await dialog.getByRole('radio', { name: secretary.account.name }).check();
	const said = expect(secretary.page.getByTestId('urgent-announcement')).toContainText('đang chủ trì');
	await dialog.getByRole('button', { name: 'Bàn giao chủ trì' }).click();
	await said;
	await expect(leads(chair)).toHaveCount(0);
	for (const { page } of [chair, secretary]) {
		await expect(page.getByTestId('chair-handed')).toContainText(
			`${secretary.account.name} chủ trì phiên họp từ`
		);
		await expect(page.getByText('Không truyền được')).toHaveCount(0);
	}
});

test('it stays so when the page is loaded again, and whom the plan names takes it back at a press', async () => {
	await chair.page.reload();
	await takesBack(chair);
});

test('a chair who is away is missed; the secretary goes on as chair until they are back', async () => {
	await chair.page.getByRole('button', { name: 'Rời phòng' }).click();
	const missed = secretary.page.getByTestId('chair-missed');
	await expect(missed).toContainText(`Chủ trì ${chair.account.name} vắng mặt`);
	await missed.getByRole('button', { name: 'Nhận chủ trì thay' }).click();
	await expect(secretary.page.getByTestId('chair-handed')).toContainText(secretary.account.name);
	await chair.page.goto(`${path}/check`);
	await enterRoom(chair);
	await takesBack(chair);
	await endMeeting(chair);
});
