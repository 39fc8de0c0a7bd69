import { describe, expect, test } from 'vitest';
import {
	attendanceOf,
	countStandings,
	expectationOf,
	groupSites,
	hasQuorum,
	neededFor,
	standingOf,
	type Declared
} from './roll.ts';

const said = (parts: Partial<Declared>) =>
	expectationOf({ reply: 'none', replyReason: '', people: [], ...parts });
const people = (...presences: Declared['people'][number]['presence'][]) =>
	presences.map((presence) => ({ presence, note: '' }));

describe('a site that is connected', () => {
	const here = (...args: Parameters<typeof people>) => standingOf(true, said({ people: people(...args) }));

	test('sits in its room, also when it named nobody', () => {
		expect(here()).toBe('room');
		expect(here('room', 'online')).toBe('room');
	});

	test('takes part online when everyone who comes does so from elsewhere', () => {
		expect(here('online', 'absent', 'online')).toBe('online');
	});

	test('is there by a substitute when the first of its list has one', () => {
		expect(here('substituted', 'room')).toBe('substituted');
		expect(here('room', 'substituted')).toBe('room');
	});

	test('is there, whatever it had announced', () => {
		expect(standingOf(true, said({ reply: 'declined', replyReason: 'mất điện' }))).toBe('room');
		expect(here('absent')).toBe('room');
	});
});

describe('a site that is not connected', () => {
	test('is excused by the reason it gave, and the reason is kept', () => {
		const declined = said({ reply: 'declined', replyReason: 'mất điện' });
		expect(standingOf(false, declined)).toBe('excused');
		expect(declined.reason).toBe('mất điện');
		const nobody = said({ people: [{ presence: 'absent', note: 'đi công tác' }] });
		expect(standingOf(false, nobody)).toBe('excused');
		expect(nobody.reason).toBe('đi công tác');
	});

	test('is awaited without a reason, and while anybody is to come', () => {
		expect(standingOf(false, said({ reply: 'confirmed' }))).toBe('awaited');
		expect(standingOf(false, said({ people: people('absent') }))).toBe('awaited');
		const one = said({
			people: [
				{ presence: 'absent', note: 'ốm' },
				{ presence: 'room', note: '' }
			]
		});
		expect(standingOf(false, one)).toBe('awaited');
		expect(one.reason).toBe('');
	});
});

test('present is who is there in any way, expected is everybody', () => {
	const counts = countStandings(['room', 'room', 'online', 'substituted', 'excused', 'awaited']);
	expect(counts).toEqual({ room: 2, online: 1, substituted: 1, excused: 1, awaited: 1 });
	expect(attendanceOf(counts)).toEqual({ present: 4, expected: 6 });
});

describe('the quorum', () => {
	test.each([
		['half', 252, 127],
		['half', 217, 109],
		['half', 1, 1],
		['half', 2, 2],
		['two-thirds', 252, 168],
		['two-thirds', 217, 145],
		['two-thirds', 1, 1],
		['none', 252, 0],
		['half', 0, 0]
	] as const)('%s of %i is %i', (rule, expected, needed) => {
		expect(neededFor(rule, expected)).toBe(needed);
		expect(hasQuorum(rule, { present: needed, expected })).toBe(true);
		expect(hasQuorum(rule, { present: needed - 1, expected })).toBe(false);
	});
});

test('communes go by district, units right below the main site by their level, the main site nowhere', () => {
	const site = (name: string, parentName: string, kind: 'main' | 'component' = 'component') => ({
		name,
		parentName,
		kind
	});
	const sites = [
		site('Thành phố', '', 'main'),
		site('Sở Tài chính', 'Thành phố'),
		site('Xã Vĩnh An', 'Huyện Vĩnh Bảo'),
		site('Sở Y tế', 'Thành phố')
	];
	const groups = [...groupSites(sites, () => 'Sở, ban, ngành')];
	expect(groups.map(([name, own]) => [name, own.map((one) => one.name)])).toEqual([
		['Sở, ban, ngành', ['Sở Tài chính', 'Sở Y tế']],
		['Huyện Vĩnh Bảo', ['Xã Vĩnh An']]
	]);
});
