import { describe, expect, test } from 'vitest';
import type { NewEvent } from '#lib/protocol/events.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { ShownPaper } from '#lib/server/events/events.ts';
import { blank, type RoomState } from '../log/state.ts';
import {
	hidePaper,
	hideUnrightful,
	presentsAlready,
	requirePresenter,
	showPaper,
	switchPapers,
	type Plan
} from './paper-decisions.ts';

const papers = ['report', 'annex'].map((paperId) => ({ paperId, itemId: null, title: paperId, size: 1 }));
const named = {
	chairId: 'chair of main',
	secretaryId: 'secretary of main',
	operatorId: 'operator of main',
	observerIds: []
};
const plan: Plan = { meeting: { ...named, conduct: 'chaired', actingRoles: ['secretary'] }, papers };
const open: Plan = { ...plan, meeting: { ...plan.meeting, conduct: 'open' } };
const held: RoomState = {
	...blank,
	openedAt: 1,
	floor: [{ siteId: 'site', grantedAt: 2, minutes: null }]
};
const by = (role: Role, siteId = 'main') => ({ role, siteId, personId: `${role} of ${siteId}` });
const speaker = by('delegate', 'site');
const report = { paperId: 'report', page: 1 };
const code = (value: string) => expect.objectContaining({ code: value });
const facts = (events: NewEvent[]) => events.map(({ type, personId, data }) => [type, personId, data]);
const shownBy = (
	{ siteId, personId }: { siteId: string; personId: string },
	change: Partial<ShownPaper> = {}
) => ({ ...report, title: 'report', siteId, personId, byFloor: false, shownAt: 3, turnedAt: 3, ...change });

describe('a paper is shown to all', () => {
	test('by chair and secretary at any time, and stays when a floor ends', () => {
		for (const role of ['chair', 'secretary'] as const) {
			expect(facts(showPaper(held, plan, report, by(role)))).toEqual([
				['paper:shown', `${role} of main`, { ...report, title: 'report', byFloor: false }]
			]);
		}
	});

	test('by whoever has the floor, unless the chair keeps it to the desk', () => {
		expect(facts(showPaper(held, plan, report, speaker))).toEqual([
			['paper:shown', speaker.personId, { ...report, title: 'report', byFloor: true }]
		]);
		const closed = { ...held, papersOpen: false };
		expect(() => showPaper(closed, plan, report, speaker)).toThrow(code('not_allowed'));
		expect(showPaper(closed, plan, report, by('secretary'))).toHaveLength(1);
	});

	test('by the secretary only while the secretary acts for the chair', () => {
		const alone = { ...held, actingRoles: [] };
		expect(() => showPaper(alone, plan, report, by('secretary'))).toThrow(code('floor_required'));
	});

	test('by nobody else: not by a site without the floor, not by an observer of the site that has it', () => {
		expect(() => showPaper(held, plan, report, by('delegate', 'other'))).toThrow(code('floor_required'));
		expect(() => showPaper(held, plan, report, by('operator'))).toThrow(code('floor_required'));
		expect(() => showPaper(held, plan, report, by('observer', 'site'))).toThrow(code('floor_required'));
	});

	test('by everybody who is heard in an open meeting, without depending on a floor', () => {
		const events = showPaper(held, open, report, by('delegate', 'other'));
		expect(events).toMatchObject([{ data: { byFloor: false } }]);
	});

	test('only if it is one of this meeting', () => {
		const foreign = { paperId: 'foreign', page: 1 };
		expect(() => showPaper(held, plan, foreign, by('chair'))).toThrow(code('not_found'));
	});

	test('instead of another one by who leads, but a speaker takes nothing off that others show', () => {
		const state = { ...held, shownPaper: shownBy(by('secretary')) };
		const annex = { paperId: 'annex', page: 4 };
		expect(() => showPaper(state, plan, annex, speaker)).toThrow(code('paper_shown'));
		expect(showPaper(state, plan, annex, by('chair'))).toHaveLength(1);
		expect(showPaper(state, plan, report, by('chair'))).toHaveLength(1);
		expect(showPaper(state, plan, report, by('secretary'))).toEqual([]);
	});
});

describe('the page is turned', () => {
	test('by who presents alone', () => {
		const state = { ...held, shownPaper: shownBy(speaker) };
		expect(requirePresenter(state, plan, speaker)).toBe('report');
		for (const other of [by('chair'), by('delegate', 'other')]) {
			expect(() => requirePresenter(state, plan, other)).toThrow(code('not_allowed'));
		}
		expect(() => requirePresenter(held, plan, speaker)).toThrow(code('wrong_state'));
	});

	test('no more when the right to it has ended', () => {
		const state = { ...held, floor: [], shownPaper: shownBy(speaker) };
		expect(() => requirePresenter(state, plan, speaker)).toThrow(code('floor_required'));
	});
});

test('a paper is hidden by who presents or leads, once', () => {
	const state = { ...held, shownPaper: shownBy(speaker) };
	expect(facts(hidePaper(state, plan, speaker))).toEqual([['paper:hidden', speaker.personId, {}]]);
	expect(hidePaper(state, plan, by('secretary'))).toHaveLength(1);
	expect(() => hidePaper(state, plan, by('delegate', 'other'))).toThrow(code('not_allowed'));
	expect(hidePaper(held, plan, by('delegate', 'other'))).toEqual([]);
});

test('who may show papers is written when it changes', () => {
	expect(facts(switchPapers(held, false, by('chair')))).toEqual([
		['papers:switched', 'chair of main', { open: false }]
	]);
	expect(switchPapers(held, true, by('chair'))).toEqual([]);
});

test('who shows the same paper again by the same right presents it already', () => {
	const state = { ...held, shownPaper: shownBy(speaker, { byFloor: true }) };
	expect(presentsAlready(state, plan, 'report', speaker)).toBe(true);
	expect(presentsAlready(state, plan, 'annex', speaker)).toBe(false);
	expect(presentsAlready(state, plan, 'report', by('chair'))).toBe(false);
	expect(presentsAlready(state, plan, 'report', { ...speaker, role: 'chair' })).toBe(false);
	expect(presentsAlready(held, plan, 'report', speaker)).toBe(false);
});

describe('what is shown by somebody who has no right to it any more is hidden', () => {
	const chair = by('chair');
	const secretary = by('secretary');
	const hiddenBy = (state: RoomState, by = plan) => facts(hideUnrightful(state, by, chair));
	const hidden = [['paper:hidden', chair.personId, {}]];
	const handed = { personId: 'deputy', personName: 'deputy', at: 4 };

	test('when the chair was handed on, unless the new one shows it', () => {
		const state = { ...held, shownPaper: shownBy(chair) };
		expect(hiddenBy(state)).toEqual([]);
		expect(hiddenBy({ ...state, handed })).toEqual(hidden);
		expect(hiddenBy({ ...state, handed: { ...handed, personId: chair.personId } })).toEqual([]);
		expect(hiddenBy({ ...state, handed }, open)).toEqual([]);
	});

	test('when the secretary does not act for the chair any more', () => {
		const state = { ...held, shownPaper: shownBy(secretary) };
		expect(hiddenBy(state)).toEqual([]);
		expect(hiddenBy({ ...state, actingRoles: [] })).toEqual(hidden);
	});

	test('when papers are kept to the desk', () => {
		const state = { ...held, shownPaper: shownBy(speaker, { byFloor: true }) };
		expect(hiddenBy(state)).toEqual([]);
		expect(hiddenBy({ ...state, papersOpen: false })).toEqual(hidden);
		expect(hiddenBy({ ...held, papersOpen: false })).toEqual([]);
	});
});
