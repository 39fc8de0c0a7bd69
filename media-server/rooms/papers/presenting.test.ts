import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MeetingEvent, NewEvent } from '#lib/protocol/events.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { Decide } from '../log/journal.ts';
import { blank, fold, type RoomState } from '../log/state.ts';
import { Presenting } from './presenting.ts';

const report = 'report';
const by = (role: Role, siteId = 'main') => ({ role, siteId, personId: role });
const plan = {
	meeting: {
		conduct: 'chaired' as const,
		actingRoles: ['secretary' as const],
		chairId: 'chair',
		secretaryId: 'secretary',
		operatorId: 'operator',
		observerIds: []
	},
	papers: [report, 'annex'].map((paperId) => ({ paperId, itemId: null, title: 'Báo cáo', size: 1 }))
};
const refused = (code: string) => expect.objectContaining({ code });

/** A log in memory, which the room follows as it follows a real one. */
function room() {
	const log: MeetingEvent[] = [];
	const told: (number | null)[] = [];
	let changes = 0;
	let state: RoomState = { ...blank, openedAt: 1, floor: [{ siteId: 'site', grantedAt: 2, minutes: null }] };
	/** What waits while the log is late. */
	let waiting: NewEvent[] | undefined;
	const write = (events: NewEvent[]): MeetingEvent[] => {
		const written = events.map((event, index) => ({
			meetingId: 'meeting',
			seq: state.seq + index + 1,
			at: Date.now(),
			...event,
			siteId: event.siteId ?? null,
			personId: event.personId ?? null
		}));
		state = written.reduce(fold, state);
		log.push(...written);
		presenting.follow();
		return written;
	};
	const presenting = new Presenting({
		meetingId: 'meeting',
		journal: {
			get state() {
				return state;
			},
			decide: async (decide: Decide) => write(decide(state)),
			note: (...events) => void (waiting?.push(...events) ?? write(events))
		},
		plan: () => plan,
		tell: (_name, data) => {
			if ('presented' in data) told.push(data.presented?.page ?? null);
		},
		changed: () => void changes++
	});
	const pages = () => log.flatMap(({ type, at, data }) => (type === 'paper:turned' ? [[data.page, at]] : []));
	const beLate = () => void (waiting = []);
	const catchUp = () => {
		for (const event of waiting ?? []) write([event]);
		waiting = undefined;
	};
	return { presenting, log, told, write, pages, beLate, catchUp, changes: () => changes };
}

beforeEach(() => {
	vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
	vi.useRealTimers();
});

async function shown() {
	const held = room();
	await held.presenting.show({ paperId: report, page: 1 }, by('chair'));
	return held;
}

describe('pages that are turned', () => {
	test('are told at once, fast ones together, and the last one always', async () => {
		const { presenting, told } = await shown();
		presenting.turn(2, by('chair'));
		expect(told).toEqual([1, 2]);
		for (const page of [3, 4, 5]) presenting.turn(page, by('chair'));
		expect(told).toEqual([1, 2]);
		expect(presenting.presented?.page).toBe(5);
		vi.advanceTimersByTime(300);
		expect(told).toEqual([1, 2, 5]);
	});

	test('are written when they stood for two seconds, with the moment they were turned to', async () => {
		const { presenting, pages } = await shown();
		for (let page = 2; page < 60; page++) {
			presenting.turn(page, by('chair'));
			vi.advanceTimersByTime(500);
		}
		expect(pages()).toEqual([]);
		vi.advanceTimersByTime(1_500);
		expect(pages()).toEqual([[59, 57 * 500]]);
		expect(presenting.presented?.page).toBe(59);
		vi.advanceTimersByTime(60_000);
		expect(pages()).toHaveLength(1);
	});

	test('are written when the paper is hidden before, as the last thing of it', async () => {
		const { presenting, log } = await shown();
		presenting.turn(7, by('chair'));
		await presenting.hide(by('secretary'));
		expect(log.map(({ type }) => type)).toEqual(['paper:shown', 'paper:turned', 'paper:hidden']);
		expect(presenting.presented).toBeNull();
	});

	test('belong to what was shown then, when the next item begins before they are written', async () => {
		const { presenting, pages, write, told } = await shown();
		vi.advanceTimersByTime(1_000);
		presenting.turn(3, by('chair'));
		vi.advanceTimersByTime(500);
		write([{ type: 'agenda:begun', data: { itemId: 'item', title: 'Mục 2' } }]);
		expect(pages()).toEqual([[3, 1_000]]);
		expect(told.at(-1)).toBeNull();
		await presenting.show({ paperId: report, page: 1 }, by('chair'));
		vi.advanceTimersByTime(5_000);
		expect(presenting.presented?.page).toBe(1);
		expect(pages()).toHaveLength(1);
	});

	test('and turned back leave no trace', async () => {
		const { presenting, pages, told } = await shown();
		presenting.turn(2, by('chair'));
		presenting.turn(1, by('chair'));
		vi.advanceTimersByTime(5_000);
		expect(pages()).toEqual([]);
		expect(told.at(-1)).toBe(1);
	});

	test('belong to who turned them, when another shows the same paper in the same moment', async () => {
		const { presenting, pages, told, write } = await shown();
		presenting.turn(7, by('chair'));
		const again = { paperId: report, title: 'Báo cáo', page: 1, byFloor: false };
		write([{ type: 'paper:shown', siteId: 'main', personId: 'secretary', data: again }]);
		expect(presenting.presented).toMatchObject({ page: 1, personId: 'secretary' });
		vi.advanceTimersByTime(5_000);
		expect(presenting.presented).toMatchObject({ page: 1, personId: 'secretary' });
		expect(told.at(-1)).toBe(1);
		expect(pages()).toHaveLength(1);
	});

	test('are written also when the next paper is shown at a page of the same number', async () => {
		const { presenting, pages, write } = await shown();
		presenting.turn(3, by('chair'));
		const annex = { paperId: 'annex', title: 'Phụ lục', page: 3, byFloor: false };
		write([{ type: 'paper:shown', siteId: 'main', personId: 'secretary', data: annex }]);
		expect(pages()).toEqual([[3, 0]]);
	});

	test('and turned back while the log is late stand there in the end', async () => {
		const { presenting, pages, told, beLate, catchUp } = await shown();
		beLate();
		presenting.turn(2, by('chair'));
		vi.advanceTimersByTime(3_000);
		expect(presenting.presented?.page).toBe(2);
		presenting.turn(1, by('chair'));
		vi.advanceTimersByTime(3_000);
		catchUp();
		expect(pages()).toEqual([
			[2, 0],
			[1, 3_000]
		]);
		expect(presenting.presented?.page).toBe(1);
		expect(told).toEqual([1, 2, 1]);
	});

	test('stand in the log when the room is closed', async () => {
		const { presenting, pages } = await shown();
		presenting.turn(4, by('chair'));
		presenting.close();
		expect(pages().map(([page]) => page)).toEqual([4]);
	});
});

test('pictures are made small when a paper is shown and large when it is hidden, not with each page', async () => {
	const { presenting, changes } = await shown();
	expect(changes()).toBe(1);
	presenting.turn(2, by('chair'));
	vi.advanceTimersByTime(3_000);
	expect(changes()).toBe(1);
	await presenting.hide(by('chair'));
	expect(changes()).toBe(2);
});

test('who does not present turns no page', async () => {
	const { presenting, told } = await shown();
	for (const role of ['secretary', 'delegate', 'observer'] as const) {
		expect(() => presenting.turn(9, by(role))).toThrow(expect.objectContaining({ code: 'not_allowed' }));
	}
	vi.advanceTimersByTime(5_000);
	expect(told).toEqual([1]);
});

describe('who has no right to it', () => {
	test('forces no half-turned page into the log by what is refused', async () => {
		const { presenting, log } = await shown();
		presenting.turn(7, by('chair'));
		const other = by('delegate', 'other');
		await expect(presenting.hide(other)).rejects.toEqual(refused('not_allowed'));
		await expect(presenting.show({ paperId: report, page: 1 }, other)).rejects.toEqual(
			refused('floor_required')
		);
		expect(log.map(({ type }) => type)).toEqual(['paper:shown']);
	});

	test('loses what it shows in the same decision', async () => {
		const { presenting, log } = room();
		await presenting.show({ paperId: report, page: 1 }, by('delegate', 'site'));
		await presenting.switch(false, by('chair'));
		expect(log.map(({ type }) => type)).toEqual(['paper:shown', 'papers:switched', 'paper:hidden']);
		expect(presenting.presented).toBeNull();
	});
});

describe('who shows papers as fast as it can', () => {
	const speaker = by('delegate', 'site');

	test('only turns pages while it is the same paper', async () => {
		const { presenting, log, told } = room();
		for (let time = 0; time < 200; time++) {
			await presenting.show({ paperId: report, page: 1 + (time % 2) }, speaker);
			vi.advanceTimersByTime(25);
		}
		expect(log.map(({ type }) => type)).toEqual(['paper:shown']);
		expect(told.length).toBeLessThan(25);
		vi.advanceTimersByTime(3_000);
		expect(presenting.presented?.page).toBe(2);
	});

	test('is stopped when it is another paper each time', async () => {
		const { presenting, log } = room();
		const show = (time: number) =>
			presenting.show({ paperId: time % 2 === 0 ? report : 'annex', page: 1 }, speaker);
		for (let time = 0; time < 5; time++) await show(time);
		await expect(show(5)).rejects.toEqual(refused('too_many_requests'));
		expect(log).toHaveLength(5);
		vi.advanceTimersByTime(2_000);
		await show(5);
		expect(log).toHaveLength(6);
	});
});
