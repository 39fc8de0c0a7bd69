import { expect, test } from 'vitest';
import type { Role } from '#lib/protocol/values.ts';
import { isOfficer, mayConduct, mayRaiseHand } from '#lib/room/conduct/rights.ts';
import { sampleSnapshot } from '#lib/room/sample.test-data.ts';
import { hotKeys } from './hot-keys.ts';
import { workingKeys } from './working-keys.ts';

type Given = Parameters<typeof workingKeys>[0];
const held = { siteId: 'site-2', grantedAt: 1, minutes: null };

function keys(role: Role, change: Partial<Given> = {}, mayShare = false) {
	const { sites, floor } = sampleSnapshot;
	const me = { ...sampleSnapshot.me, role };
	const meeting = change.meeting ?? sampleSnapshot.meeting;
	const given: Given = {
		...{ me, meeting, floor, offer: undefined, ownTurn: undefined },
		...{ nextSpeaker: undefined, nextItem: undefined },
		mayRaiseHand: mayRaiseHand({ me, meeting, floor, sites }),
		mayConduct: mayConduct({ me, meeting }),
		isOfficer: isOfficer({ me }),
		...change
	};
	return workingKeys(given, mayShare);
}
const [item] = sampleSnapshot.agenda;
const conducting = ['next-speaker', 'end-floor', 'next-item', 'vote', 'tab-queue', 'wall'];

test('every key works for somebody, and is listed once', () => {
	const chair = keys('chair', { floor: [held], nextSpeaker: 'site-1', nextItem: item }, true);
	const all = [...new Set([...chair, ...keys('delegate')])];
	expect(all.toSorted()).toEqual([...Object.values(hotKeys), 'help'].toSorted());
	expect(new Set(chair).size).toBe(chair.length);
});

test('a site is offered its hand or the end of its turn, and nothing of the chair’s', () => {
	expect(keys('delegate')).toContain('hand');
	expect(keys('delegate')).not.toContain('end-floor');
	const speaking = keys('delegate', { ownTurn: held, floor: [held], mayRaiseHand: false }, true);
	expect(speaking).toEqual(expect.arrayContaining(['end-floor', 'screen']));
	expect(speaking).not.toContain('hand');
	for (const action of conducting.filter((one) => one !== 'end-floor')) {
		expect(speaking).not.toContain(action);
	}
});

test('who conducts is offered what there is to decide, and nothing before the opening', () => {
	expect(keys('chair')).toContain('vote');
	for (const action of ['next-speaker', 'end-floor', 'next-item'])
		expect(keys('chair')).not.toContain(action);
	const waiting = keys('chair', {
		meeting: { ...sampleSnapshot.meeting, state: 'convened' },
		nextItem: item,
		nextSpeaker: 'site-1'
	});
	for (const action of ['next-speaker', 'next-item', 'vote']) expect(waiting).not.toContain(action);
});

test('where everyone may speak there is no queue to be shown', () => {
	const meeting = { ...sampleSnapshot.meeting, conduct: 'open' as const };
	expect(keys('chair')).toContain('tab-queue');
	expect(keys('chair', { meeting })).not.toContain('tab-queue');
});

test('who serves the meeting sees queue and wall and decides nothing; an observer only looks', () => {
	const operator = keys('operator', { floor: [held], nextSpeaker: 'site-1', nextItem: item });
	expect(operator).toEqual(expect.arrayContaining(['tab-queue', 'wall', 'microphone']));
	for (const action of ['next-speaker', 'end-floor', 'next-item', 'vote']) {
		expect(operator).not.toContain(action);
	}
	const observer = keys('observer');
	for (const action of ['microphone', 'camera', 'hand', 'wall', ...conducting]) {
		expect(observer).not.toContain(action);
	}
});
