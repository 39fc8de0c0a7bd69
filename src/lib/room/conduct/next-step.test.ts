import { expect, test } from 'vitest';
import type { Role } from '#lib/protocol/values.ts';
import { sampleSnapshot } from '../sample.test-data.ts';
import { nextStep } from './next-step.ts';

type Given = Parameters<typeof nextStep>[0];
const at = (role: Role, change: Partial<Given> = {}, meeting: Partial<Given['meeting']> = {}) =>
	nextStep({
		me: { ...sampleSnapshot.me, role },
		meeting: { ...sampleSnapshot.meeting, ...meeting },
		floor: [],
		offers: [],
		inLobby: false,
		holding: undefined,
		offered: false,
		position: null,
		turn: null,
		microphone: false,
		nextSpeaker: undefined,
		arranged: [],
		nextItem: undefined,
		hands: 0,
		unread: 0,
		inSight: null,
		...change
	});
const [item] = sampleSnapshot.agenda;
const held = (siteId: string) => ({ siteId, grantedAt: 1, minutes: null });

test('before the opening the chair, and who acts for the chair, opens', () => {
	for (const role of ['chair', 'secretary'] as const) {
		expect(at(role, { nextItem: item }, { state: 'convened' })).toEqual({ kind: 'open-meeting' });
	}
});

test('whoever waits is called by name, the plan’s speaker as such', () => {
	expect(at('chair', { nextSpeaker: 'site-2', nextItem: item })).toEqual({
		kind: 'call',
		siteId: 'site-2',
		arranged: false
	});
	expect(at('chair', { nextSpeaker: 'site-2', arranged: [{ siteId: 'site-2' }] })).toMatchObject({
		arranged: true
	});
});

test('when nobody waits a turn is ended, then the next item begins, then there is nothing to do', () => {
	const speaking = { floor: [held('site-2')], nextItem: item };
	expect(at('chair', speaking)).toEqual({ kind: 'end-turn', siteId: 'site-2' });
	expect(at('chair', { nextItem: item })).toMatchObject({ kind: 'begin-item' });
	expect(at('chair')).toEqual({ kind: 'wait', why: 'nobody' });
});

test('a site that is being asked is waited for, and on a full stage somebody ends first', () => {
	const offers = [{ siteId: 'site-2', offeredAt: 1, until: 2 }];
	expect(at('chair', { offers, nextItem: item })).toEqual({ kind: 'wait', why: 'asking' });
	const full = { floor: [held('site-2'), held('site-3')], nextSpeaker: 'site-4' };
	expect(at('chair', full, { floorLimit: 2 })).toEqual({ kind: 'end-turn', siteId: 'site-3' });
	expect(at('chair', full, { floorLimit: 3 })).toMatchObject({ kind: 'call', siteId: 'site-4' });
});

test('a site asks for the floor, takes that back, and waits for what others decide', () => {
	expect(at('delegate', { turn: 2 })).toEqual({ kind: 'raise-hand', turn: 2 });
	expect(at('delegate', { position: 3 })).toEqual({ kind: 'lower-hand', position: 3 });
	expect(at('delegate', { holding: held('site-1') })).toEqual({ kind: 'wait', why: 'speaking' });
	expect(at('delegate', { offered: true, position: 1 })).toEqual({ kind: 'wait', why: 'offered' });
	expect(at('delegate', {}, { state: 'convened' })).toEqual({ kind: 'wait', why: 'opening' });
	expect(at('delegate', { inLobby: true })).toEqual({ kind: 'wait', why: 'lobby' });
	expect(at('observer')).toEqual({ kind: 'wait', why: 'observing' });
});

test('under open conduct nobody is called: one opens the microphone, the chair goes on in the agenda', () => {
	const open = { conduct: 'open' } as const;
	expect(at('delegate', {}, open)).toEqual({ kind: 'open-microphone' });
	expect(at('delegate', { microphone: true }, open)).toEqual({ kind: 'none' });
	expect(at('chair', { nextItem: item, nextSpeaker: 'site-2' }, open)).toMatchObject({ kind: 'begin-item' });
	expect(at('chair', {}, open)).toEqual({ kind: 'open-microphone' });
});

test('who serves the meeting reads what was written, then sees hands, roll or wall, unless they are in sight', () => {
	const alone = { actingRoles: [] };
	expect(at('secretary', { unread: 2, hands: 1 }, alone)).toEqual({ kind: 'read-messages', count: 2 });
	expect(at('secretary', { hands: 3, inSight: 'roll' }, alone)).toEqual({ kind: 'see-queue', count: 3 });
	expect(at('secretary', {}, alone)).toEqual({ kind: 'see-roll' });
	expect(at('secretary', { inSight: 'roll' }, alone)).toEqual({ kind: 'none' });
	expect(at('operator', { hands: 3 })).toEqual({ kind: 'see-wall' });
	expect(at('operator', { inSight: 'wall' })).toEqual({ kind: 'none' });
	expect(at('operator', { unread: 1, inSight: 'wall' })).toMatchObject({ kind: 'read-messages' });
	expect(at('operator', { nextSpeaker: 'site-2' }, { actingRoles: ['operator'] })).toMatchObject({
		kind: 'call'
	});
});
