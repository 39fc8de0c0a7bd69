import { describe, expect, test } from 'vitest';
import { Room } from '../room.svelte.ts';
import { sampleSnapshot } from '../sample.test-data.ts';
import { PaperReader } from './paper-reader.svelte.ts';

const presented = { paperId: 'report', title: 'Báo cáo', page: 5, siteId: 'main', personId: 'chair' };

function reading(personId: string, role: 'chair' | 'delegate' = personId === 'chair' ? 'chair' : 'delegate') {
	const me = { ...sampleSnapshot.me, personId, role };
	const meeting = { ...sampleSnapshot.meeting, state: 'open' as const };
	const room = new Room({ ...sampleSnapshot, me, meeting, presented });
	const turned: { page: number; answer: (done: boolean) => void }[] = [];
	const turn = ({ page }: { page: number }) =>
		new Promise<boolean>((answer) => turned.push({ page, answer }));
	const reader = new PaperReader({ room, source: { url: '/paper', size: 1 }, turn });
	const tell = (page: number) => room.apply('presented:changed', { presented: { ...presented, page } });
	return { reader, turned, tell };
}

describe('who reads', () => {
	test('follows the presenter from page to page', () => {
		const { reader, tell } = reading('somebody');
		expect(reader.page).toBe(5);
		tell(6);
		expect([reader.page, reader.astray]).toEqual([6, false]);
	});

	test('leafs through on its own, is told nothing of it, and is back with one press', () => {
		const { reader, tell, turned } = reading('somebody');
		reader.go(3);
		tell(7);
		expect([reader.page, reader.presented, reader.astray]).toEqual([3, 7, true]);
		reader.back();
		expect([reader.page, reader.astray]).toEqual([7, false]);
		expect(turned).toEqual([]);
	});

	test('follows again from the presenter’s page', () => {
		const { reader, tell } = reading('somebody');
		reader.go(6);
		reader.go(5);
		tell(8);
		expect(reader.page).toBe(8);
	});
});

describe('who presents', () => {
	test('sees the page at once, and asks for the last one only', async () => {
		const { reader, turned, tell } = reading('chair');
		for (const page of [6, 7, 8]) reader.go(page);
		expect(reader.page).toBe(8);
		expect(turned.map(({ page }) => page)).toEqual([6]);
		turned[0]?.answer(true);
		await Promise.resolve();
		await Promise.resolve();
		expect(turned.map(({ page }) => page)).toEqual([6, 8]);
		turned[1]?.answer(true);
		tell(8);
		await Promise.resolve();
		await Promise.resolve();
		reader.settle();
		tell(9);
		expect(reader.page).toBe(9);
	});

	test('is back on the room’s page when it is refused', async () => {
		const { reader, turned } = reading('chair');
		reader.go(6);
		turned[0]?.answer(false);
		await Promise.resolve();
		await Promise.resolve();
		expect(reader.page).toBe(5);
	});
});

test('who handed the chair on reads the paper that was presented, like all others', () => {
	const { reader, turned } = reading('chair', 'delegate');
	reader.go(3);
	expect([reader.page, reader.astray]).toEqual([3, true]);
	expect(turned).toEqual([]);
});
