import { describe, expect, test } from 'vitest';
import type { Role } from '#lib/protocol/values.ts';
import type { Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import { blank, type RoomState } from '../log/state.ts';
import { allowActing, candidatesOf, chairMissedSince, handChair, requireLead, seatRole } from './chair.ts';

const site = (siteId: string, kind: 'main' | 'component') => ({
	siteId,
	kind,
	unitId: siteId,
	name: siteId,
	parentName: '',
	level: 'city'
});
const plan: MeetingPlan = {
	meeting: {
		meetingId: 'meeting',
		title: 'Giao ban',
		conduct: 'chaired',
		quorumRule: 'half',
		state: 'open',
		startsAt: new Date(0),
		plannedMinutes: 60,
		openedAt: new Date(0),
		endedAt: null,
		chairId: 'an',
		chairName: 'an',
		deputyId: 'son',
		secretaryId: 'mai',
		operatorId: 'dung',
		actingRoles: ['secretary'],
		observerIds: []
	},
	agenda: [],
	papers: [],
	sites: [site('main', 'main'), site('commune', 'component')]
};
const person = (personId: string, role: Role, siteId = 'main') => ({
	personId,
	personName: personId,
	role,
	siteId
});
const an = person('an', 'chair');
const mai = person('mai', 'secretary');
const dung = person('dung', 'operator');
const son = person('son', 'delegate');
const clerk = person('clerk', 'delegate', 'commune');
const people = [an, mai, dung, son, clerk, person('guest', 'observer')];
const handedTo = (personId: string): RoomState => ({
	...blank,
	handed: { personId, personName: personId, at: 7 }
});
const connected = (...personIds: string[]): RoomState['connections'] =>
	new Map(personIds.map((personId) => [personId, { personId, siteId: 'main', observes: false, since: 1 }]));
const here: RoomState = { ...blank, openedAt: 5, connections: connected('an', 'mai', 'dung', 'son') };

describe('the role of a seat', () => {
	test('is what the plan gives until the chair is handed on', () => {
		expect(seatRole(plan, blank, an)).toBe('chair');
		expect(seatRole(plan, blank, mai)).toBe('secretary');
		expect(seatRole(plan, blank, son)).toBe('delegate');
	});

	test('is then that of the one who chairs; whom the plan names sits there as a delegate', () => {
		expect(seatRole(plan, handedTo('son'), son)).toBe('chair');
		expect(seatRole(plan, handedTo('son'), an)).toBe('delegate');
		expect(seatRole(plan, handedTo('mai'), mai)).toBe('chair');
		expect(seatRole(plan, handedTo('son'), mai)).toBe('secretary');
		expect(seatRole(plan, handedTo('an'), an)).toBe('chair');
	});
});

const minute = 60_000;
const setting = { plan, people, kept: 30_000, now: minute };

describe('the chair is handed', () => {
	const hand = (state: RoomState, to: string, by: (typeof people)[number]) =>
		handChair(state, setting, to, by).map(({ data }) => data);

	test('to somebody of the main site who is here', () => {
		expect(hand(here, 'son', an)).toEqual([{ personId: 'son', personName: 'son' }]);
		expect(() => hand(blank, 'clerk', an)).toThrow('chair_absent');
		expect(() => hand(blank, 'guest', an)).toThrow('chair_absent');
		expect(() => hand(blank, 'nobody', an)).toThrow('chair_absent');
		expect(candidatesOf(plan, people).map(({ personId }) => personId)).toEqual(['mai', 'dung', 'son']);
	});

	test('by the chair, and by who acts for the chair', () => {
		expect(hand(blank, 'son', mai)).toHaveLength(1);
		expect(() => hand({ ...blank, actingRoles: [] }, 'son', mai)).toThrow('not_allowed');
		expect(() => hand(blank, 'son', dung)).toThrow('not_allowed');
		expect(() => hand(here, 'son', son)).toThrow('not_allowed');
	});

	test('to the deputy who takes it, when nobody sits there', () => {
		const missed = { ...here, connections: connected('mai', 'son') };
		expect(hand(missed, 'son', son)).toHaveLength(1);
		expect(() => hand(missed, 'mai', son)).toThrow('not_allowed');
		expect(() => hand(missed, 'clerk', clerk)).toThrow('not_allowed');
	});

	test('to the deputy not before it was missed for as long as a seat waits', () => {
		const early = { ...plan, meeting: { ...plan.meeting, startsAt: new Date(2 * minute) } };
		const take =
			(state: RoomState, now: number, meeting = plan) =>
			() =>
				handChair(state, { ...setting, plan: meeting, now }, 'son', son);
		const waiting = { ...here, openedAt: null, connections: connected('son') };
		expect(take(waiting, minute, early)).toThrow('not_allowed');
		expect(take(waiting, 2.4 * minute, early)).toThrow('not_allowed');
		expect(take(waiting, 2.5 * minute, early)()).toHaveLength(1);
		const cutOff = { ...here, connections: connected('son'), gone: new Map([['an', minute]]) };
		expect(take(cutOff, minute + 29_999)).toThrow('not_allowed');
		expect(take(cutOff, minute + 30_000)()).toHaveLength(1);
	});

	test('once by each who has it, though both asked for it in one moment', () => {
		const [handed] = handChair(here, setting, 'son', an);
		expect(handed).toBeDefined();
		expect(() => handChair(handedTo('son'), setting, 'mai', an)).toThrow('not_allowed');
	});

	test('by nobody who acts for the chair but those whom plan or chair allow to', () => {
		const strict = { ...plan, meeting: { ...plan.meeting, actingRoles: [] } };
		expect(() => handChair(here, { ...setting, plan: strict }, 'mai', mai)).toThrow('not_allowed');
		const allowed: RoomState = { ...here, actingRoles: ['secretary'] };
		expect(handChair(allowed, { ...setting, plan: strict }, 'mai', mai)).toHaveLength(1);
	});

	test('back to whom the plan names, when that one asks for it', () => {
		const back = { ...an, role: 'delegate' } as const;
		const others = { ...setting, people: [back, mai, { ...son, role: 'chair' } as const] };
		const data = { personId: 'an', personName: 'an' };
		expect(handChair(handedTo('son'), others, 'an', back)).toMatchObject([{ data }]);
		expect(() => handChair(handedTo('son'), others, 'mai', back)).toThrow('not_allowed');
	});

	test('and nothing is written when it is so already', () => {
		expect(hand(blank, 'an', an)).toEqual([]);
	});
});

test('who leads is judged by what the log says, not by the role that the seat had when it asked', () => {
	expect(() => requireLead(blank, plan, an)).not.toThrow();
	expect(() => requireLead(blank, plan, mai)).not.toThrow();
	expect(() => requireLead({ ...blank, actingRoles: [] }, plan, mai)).toThrow('not_allowed');
	expect(() => requireLead(handedTo('son'), plan, an)).toThrow('not_allowed');
	expect(() => requireLead(handedTo('son'), plan, son)).not.toThrow();
});

test('who may act for the chair is written only when it changes', () => {
	expect(allowActing(blank, plan, ['secretary', 'secretary'], an)).toEqual([]);
	expect(allowActing(blank, plan, ['operator', 'secretary'], an)).toMatchObject([
		{ data: { roles: ['operator', 'secretary'] } }
	]);
	expect(allowActing(blank, plan, [], an)).toMatchObject([{ data: { roles: [] } }]);
});

test('whoever chairs is missed from the planned beginning or the opening on, and since they went', () => {
	expect(chairMissedSince(plan, here)).toBeNull();
	expect(chairMissedSince(plan, blank)).toBe(plan.meeting.startsAt.getTime());
	expect(chairMissedSince(plan, { ...here, connections: connected('mai') })).toBe(5);
	const gone = { ...here, connections: connected('mai'), gone: new Map([['an', 90]]) };
	expect(chairMissedSince(plan, gone)).toBe(90);
	expect(chairMissedSince(plan, { ...gone, ...handedTo('mai'), openedAt: 5 })).toBe(5);
	expect(chairMissedSince(plan, { ...gone, handed: handedTo('mai').handed })).toBeNull();
});
