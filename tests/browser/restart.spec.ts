// A program is killed in the middle of a meeting, and the pages come back by themselves. Without the web program sound and
// picture go on; without a media worker they are away for seconds.
import { expect, test, type Page } from 'playwright/test';
import { looks } from './support/fake-devices.ts';
import { accountOf, arrive, type Participant } from './support/participant.ts';
import { convene, enterRoom } from './support/planning.ts';
import { pidOf, pidsOf } from './support/programs.ts';
import { reception, shows } from './support/reception.ts';

const people: Participant[] = [];

test.afterAll(async () => {
	for (const person of people) await person.browser.close();
});

test('a killed web program interrupts neither media nor seats, and the pages recover', async () => {
	const { secretary, chair } = await meet();
	const connections = await connectionsOf(secretary.page);
	const killed = pidOf('src/main.ts');
	process.kill(killed, 'SIGKILL');
	const lost = secretary.page.getByText(/Mất kết nối – đang nối lại/).first();
	await expect(lost).toBeVisible();
	const atLoss = await reception(secretary.page);
	// More pictures arrive while the page still says that the line is lost.
	const decodedMeanwhile = async () => {
		const { framesDecoded } = await reception(secretary.page);
		return (await lost.isVisible()) ? framesDecoded - atLoss.framesDecoded : 0;
	};
	await expect.poll(decodedMeanwhile, { intervals: [100] }).toBeGreaterThan(5);

	for (const { page } of [secretary, chair]) {
		await expect(page.getByText(/Mất kết nối – đang nối lại/)).toHaveCount(0, { timeout: 60_000 });
	}
	expect(pidOf('src/main.ts')).not.toBe(killed);
	// By the same connections as before: nothing was built anew.
	expect(await connectionsOf(secretary.page)).toBe(connections);
	// The seat is the same one: what is asked for through it works at once, and reaches the other page.
	await secretary.page.getByRole('tab', { name: 'Chương trình' }).click();
	await secretary.page.getByRole('button', { name: /^Bắt đầu mục 1/ }).click();
	await expect(chair.page.getByText('Mục 1/1')).toBeVisible();
	expect(await shows(secretary.page, looks.chair.rgb)).toBe(true);
});

test('killed media workers take sound and picture for seconds, and the pages bring them back by themselves', async () => {
	const { secretary, chair } = await meet();
	const connections = await connectionsOf(secretary.page);
	// There is one for each core, and which of them has this meeting is nobody's business here.
	const killed = pidsOf('mediasoup-worker');
	for (const pid of killed) process.kill(pid, 'SIGKILL');
	// Chair and secretary both build their media anew, each in a moment of its own.
	await expect.poll(() => connectionsOf(secretary.page)).toBeGreaterThan(connections);
	const { framesDecoded } = await reception(secretary.page);
	await expect
		.poll(async () => (await reception(secretary.page)).framesDecoded - framesDecoded)
		.toBeGreaterThan(5);
	expect(await shows(secretary.page, looks.chair.rgb)).toBe(true);
	expect(killed.filter((pid) => pidsOf('mediasoup-worker').includes(pid))).toEqual([]);
	for (const { page } of [secretary, chair]) {
		await expect(page.getByText(/Mất kết nối – đang nối lại/)).toHaveCount(0);
	}
});

/** The secretary sees the chair of an open meeting. */
async function meet() {
	const secretary = await come(accountOf('secretary'));
	const path = await convene(secretary, accountOf('chair').name, {
		title: 'Họp giải quyết công việc khi máy chủ gặp sự cố',
		items: ['Kiểm tra dự phòng'],
		invite: ['Mời cả 9 đơn vị thuộc Quận Hồng Bàng']
	});
	const chair = await come(accountOf('chair'), looks.chair);
	await chair.page.goto(`${path}/check`);
	await enterRoom(chair);
	await chair.page.getByRole('button', { name: 'Khai mạc' }).click();
	await secretary.page.goto(`${path}/check`);
	await enterRoom(secretary);
	await expect.poll(() => shows(secretary.page, looks.chair.rgb)).toBe(true);
	return { secretary, chair };
}

function connectionsOf(page: Page): Promise<number> {
	return page.evaluate(() => window.testConnections?.length ?? 0);
}

async function come(...given: Parameters<typeof arrive>): Promise<Participant> {
	const person = await arrive(...given);
	people.push(person);
	return person;
}
