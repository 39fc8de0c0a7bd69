import { expect, test } from 'vitest';
import { attendanceNow, quorumNow, takeRoll } from './roll-call.ts';
import { blank } from '../log/state.ts';

const sites = ['main', 'a', 'b', 'c', 'd'].map((siteId) => ({
	siteId,
	unitId: siteId,
	name: siteId,
	parentName: '',
	level: 'commune',
	kind: siteId === 'main' ? ('main' as const) : ('component' as const)
}));
const here = { connections: 1, since: 1, left: false };
const state = {
	...blank,
	presence: new Map([
		['main', here],
		['a', { connections: 2, since: 1, left: false }],
		['b', here],
		['c', { connections: 0, since: 2, left: true }]
	])
};
const chair = { siteId: 'main', personId: 'chair' };

test('a roll counts the component sites and names all that are connected', () => {
	const plan = { meeting: { quorumRule: 'two-thirds' as const }, sites };
	const said = [
		{ siteId: 'b', here: 'online', away: 'awaited', reason: '' },
		{ siteId: 'c', here: 'room', away: 'excused', reason: 'ốm' }
	] as const;
	expect(takeRoll(state, plan, said, 'opening', chair)).toEqual([
		{
			type: 'roll:taken',
			...chair,
			data: {
				moment: 'opening',
				rule: 'two-thirds',
				counts: { room: 1, online: 1, substituted: 0, excused: 1, awaited: 1 },
				siteIds: ['main', 'a', 'b']
			}
		}
	]);
});

test('the quorum is judged by the component sites that are connected', () => {
	expect(attendanceNow(state, sites)).toEqual({ present: 2, expected: 4 });
});

test('a site that a restart cut off counts while it is waited for', () => {
	const parted = new Map([['c', [{ connectionId: 'c1', personId: 'person' }]]]);
	expect(attendanceNow({ ...state, parted }, sites)).toEqual({ present: 3, expected: 4 });
});

test('a vote keeps the rule beside what is judged by it', () => {
	const plan = { meeting: { quorumRule: 'two-thirds' as const }, sites };
	expect(quorumNow(state, plan)).toEqual({ present: 2, expected: 4, rule: 'two-thirds' });
});
