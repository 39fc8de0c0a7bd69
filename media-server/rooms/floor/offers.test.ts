import { describe, expect, test } from 'vitest';
import type { NewEvent } from '#lib/protocol/events.ts';
import { giveUpSite, grantFloor, limitFloor, timeFloor, withdrawFloor } from '../log/decisions.ts';
import { mustBeAsked, offerFloor, requireOffer } from './offers.ts';
import { blank, type RoomState } from '../log/state.ts';

const [one, two, three] = ['site one', 'site two', 'site three'];
const here: RoomState = {
	...blank,
	openedAt: 1,
	presence: new Map([one, two, three].map((siteId) => [siteId, { connections: 1, since: 0, left: false }]))
};
const offer = (siteId: string) => ({ siteId, offeredAt: 5, until: 30_005 });
const turn = (siteId: string) => ({ siteId, grantedAt: 2, minutes: null });
const facts = (events: NewEvent[]) => events.map(({ type, siteId, data }) => [type, siteId ?? null, data]);
const code = (value: string) => expect.objectContaining({ code: value });
const wait = 30_000;

describe('a site that is called', () => {
	test('is asked unless it has raised its hand or all devices of it consent', () => {
		expect(mustBeAsked(here, one)).toBe(true);
		expect(mustBeAsked({ ...here, hands: [{ siteId: one, raisedAt: 1 }] }, one)).toBe(false);
		const consents = new Map([['device', one]]);
		expect(mustBeAsked({ ...here, consents }, one)).toBe(false);
		expect(mustBeAsked({ ...here, consents }, two)).toBe(true);
		const other = { siteId: one, personId: 'p', observes: false, since: 0 };
		const connections = new Map([
			['device', other],
			['second device', other]
		]);
		expect(mustBeAsked({ ...here, connections, consents }, one)).toBe(true);
		const watched = connections.set('second device', { ...other, observes: true });
		expect(mustBeAsked({ ...here, connections: watched, consents }, one)).toBe(false);
	});

	test('is asked once, and only when it is here', () => {
		expect(facts(offerFloor(here, one, 'chair', wait))).toEqual([['offer:made', one, { wait }]]);
		expect(offerFloor({ ...here, offers: [offer(one)] }, one, 'chair', wait)).toEqual([]);
		expect(() => offerFloor({ ...here, presence: new Map() }, one, 'chair', wait)).toThrow(
			code('site_absent')
		);
	});

	test('leaves the floor to who has it until it answers', () => {
		const state = { ...here, floor: [turn(two)] };
		expect(facts(offerFloor(state, one, 'chair', wait))).toEqual([['offer:made', one, { wait }]]);
		expect(facts(grantFloor({ ...state, offers: [offer(one)] }, one, 'person', null))).toEqual([
			['floor:ended', two, { reason: 'withdrawn' }],
			['offer:ended', one, { reason: 'accepted' }],
			['floor:granted', one, {}]
		]);
	});

	test('is asked no longer when another is called', () => {
		const state = { ...here, offers: [offer(one)] };
		const withdrawn = ['offer:ended', one, { reason: 'withdrawn' }];
		expect(facts(grantFloor(state, two, 'chair', 5))).toEqual([
			withdrawn,
			['floor:granted', two, { minutes: 5 }]
		]);
		expect(facts(offerFloor(state, two, 'chair', wait))[0]).toEqual(withdrawn);
		expect(facts(withdrawFloor(state, one, 'chair'))).toEqual([withdrawn]);
	});

	test('answers too late when the question is no longer open', () => {
		expect(() => requireOffer(here, one)).toThrow(code('offer_over'));
	});

	test('is asked no longer when its last device has gone', () => {
		const gone = { ...here, offers: [offer(one)], presence: new Map() };
		expect(facts(giveUpSite(gone, one))).toEqual([['offer:ended', one, { reason: 'lost' }]]);
	});
});

describe('a discussion', () => {
	const discussion: RoomState = { ...here, floorLimit: 2, floor: [turn(one)] };

	test('adds a speaker and takes the floor from nobody', () => {
		expect(facts(grantFloor(discussion, two, 'chair', null))).toEqual([['floor:granted', two, {}]]);
	});

	test('has no place beyond its limit, and keeps one for whoever is being asked', () => {
		const full = { ...discussion, floor: [turn(one), turn(two)] };
		expect(() => grantFloor(full, three, 'chair', null)).toThrow(code('floor_taken'));
		const asked = { ...discussion, offers: [offer(two)] };
		expect(() => grantFloor(asked, three, 'chair', null)).toThrow(code('floor_taken'));
		expect(() => offerFloor(asked, three, 'chair', wait)).toThrow(code('floor_taken'));
		expect(facts(grantFloor(asked, two, 'person', null))).toEqual([
			['offer:ended', two, { reason: 'accepted' }],
			['floor:granted', two, {}]
		]);
	});

	test('goes back to one at a time: the next one called has the floor alone', () => {
		const state = { ...here, floor: [turn(one), turn(two)] };
		expect(facts(grantFloor(state, three, 'chair', null)).map(([type]) => type)).toEqual([
			'floor:ended',
			'floor:ended',
			'floor:granted'
		]);
	});
});

test('how many speak at once and for how long is written when it changes', () => {
	expect(facts(limitFloor(here, 3, 'chair'))).toEqual([['floor:limited', null, { limit: 3 }]]);
	expect(limitFloor(here, 1, 'chair')).toEqual([]);
	expect(facts(timeFloor(here, 5, 'chair'))).toEqual([['floor:timed', null, { minutes: 5 }]]);
	expect(timeFloor({ ...here, turnMinutes: 5 }, 5, 'chair')).toEqual([]);
	expect(facts(timeFloor({ ...here, turnMinutes: 5 }, null, 'chair'))).toEqual([
		['floor:timed', null, { minutes: null }]
	]);
	expect(timeFloor(here, null, 'chair')).toEqual([]);
});
