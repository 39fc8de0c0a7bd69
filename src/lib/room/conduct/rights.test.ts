import { expect, test } from 'vitest';
import {
	mayBeCalled,
	mayConduct,
	mayHandChair,
	mayPresent,
	mayRaiseHand,
	mayTakeChair,
	sendingRight,
	sourcesToSend
} from './rights.ts';
import { sampleSnapshot } from '../sample.test-data.ts';
import type { Role } from '#lib/protocol/values.ts';

const room = (role: Role, change: Partial<typeof sampleSnapshot> = {}) => ({
	...sampleSnapshot,
	me: { ...sampleSnapshot.me, role },
	...change
});
const ownFloor = [{ siteId: 'site-1', grantedAt: 7, minutes: null }];

test('a site has no right to be heard without the floor, and each grant is a right of its own', () => {
	expect(sendingRight(room('delegate'))).toBeNull();
	expect(
		sendingRight(room('delegate', { floor: [{ siteId: 'site-2', grantedAt: 7, minutes: null }] }))
	).toBeNull();
	const first = sendingRight(room('delegate', { floor: ownFloor }));
	const second = sendingRight(
		room('delegate', { floor: [{ siteId: 'site-1', grantedAt: 8, minutes: null }] })
	);
	expect(first).not.toBeNull();
	expect(second).not.toBe(first);
});

test('the chair is always heard, secretary and operator only when the main site is called', () => {
	expect(sendingRight(room('chair'))).not.toBeNull();
	for (const role of ['secretary', 'operator'] as const) {
		expect(sendingRight(room(role))).toBeNull();
		expect(sendingRight(room(role, { floor: ownFloor }))).not.toBeNull();
	}
});

test('nobody is heard before the opening or after the end, and an observer never', () => {
	for (const state of ['convened', 'ended'] as const) {
		const meeting = { ...sampleSnapshot.meeting, state };
		expect(sendingRight(room('chair', { meeting }))).toBeNull();
	}
	expect(sendingRight(room('observer', { floor: ownFloor }))).toBeNull();
});

test('who conducts by office, and who only listens, is not called', () => {
	const called = (['chair', 'secretary', 'operator', 'delegate', 'observer'] as const).filter((role) =>
		mayBeCalled(room(role))
	);
	expect(called).toEqual(['secretary', 'operator', 'delegate']);
});

test('in an open meeting everyone may speak and nobody needs to ask', () => {
	const meeting = { ...sampleSnapshot.meeting, conduct: 'open' as const };
	expect(sendingRight(room('delegate', { meeting }))).not.toBeNull();
	expect(mayRaiseHand(room('delegate', { meeting }))).toBe(false);
});

test('a site raises its hand while it does not have the floor', () => {
	expect(mayRaiseHand(room('delegate'))).toBe(true);
	expect(mayRaiseHand(room('delegate', { floor: ownFloor }))).toBe(false);
	expect(mayRaiseHand(room('observer'))).toBe(false);
});

test('chair and secretary conduct', () => {
	const roles = ['chair', 'secretary', 'operator', 'delegate', 'observer'] as const;
	expect(roles.filter((role) => mayConduct(room(role)))).toEqual(['chair', 'secretary']);
});

test('what is wanted is sent only as far as the right goes', () => {
	const wanted = { microphone: true, camera: false, screen: true, 'screen-audio': false };
	expect(sourcesToSend(null, wanted)).toEqual([]);
	expect(sourcesToSend('chair', wanted)).toEqual(['microphone', 'screen']);
});

test('the chair is taken back by whom the plan names, and by the deputy while nobody sits there', () => {
	const person = (personId: string, role: Role, change: Partial<typeof sampleSnapshot.meeting> = {}) => ({
		me: { ...sampleSnapshot.me, personId, role },
		meeting: { ...sampleSnapshot.meeting, plannedChairId: 'an', deputyId: 'son', ...change }
	});
	const now = 60_000;
	expect(mayTakeChair(person('an', 'delegate'), now)).toBe(true);
	expect(mayTakeChair(person('an', 'chair'), now)).toBe(false);
	expect(mayTakeChair(person('son', 'delegate'), now)).toBe(false);
	expect(mayTakeChair(person('son', 'delegate', { chairMissedSince: 7 }), 30_006)).toBe(false);
	expect(mayTakeChair(person('son', 'delegate', { chairMissedSince: 7 }), 30_007)).toBe(true);
	expect(mayTakeChair(person('mai', 'secretary'), now)).toBe(true);
	expect(mayTakeChair(person('mai', 'secretary', { actingRoles: [] }), now)).toBe(false);
	expect(mayTakeChair(person('mai', 'delegate', { chairMissedSince: 7 }), now)).toBe(false);
	expect(mayTakeChair(person('mai', 'observer', { plannedChairId: 'mai' }), now)).toBe(false);
	expect(mayHandChair(person('an', 'chair'), now)).toBe(true);
});

test('papers are shown by who conducts, and by who has the floor unless the chair keeps it to the desk', () => {
	const kept = { meeting: { ...sampleSnapshot.meeting, papersOpen: false } };
	for (const role of ['chair', 'secretary'] as const) expect(mayPresent(room(role, kept))).toBe(true);
	expect(mayPresent(room('delegate'))).toBe(false);
	expect(mayPresent(room('delegate', { floor: ownFloor }))).toBe(true);
	expect(mayPresent(room('delegate', { floor: ownFloor, ...kept }))).toBe(false);
	expect(mayPresent(room('observer', { floor: ownFloor }))).toBe(false);
	const waiting = { meeting: { ...sampleSnapshot.meeting, state: 'convened' as const } };
	expect(mayPresent(room('chair', waiting))).toBe(false);
});
