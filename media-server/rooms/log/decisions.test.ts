import { describe, expect, test } from 'vitest';
import * as decisions from './decisions.ts';
import { blank, type RoomState } from './state.ts';

const site = 'site a';
const other = 'site b';
const actor = { siteId: site, personId: 'person' };

const present = (...siteIds: string[]): RoomState['presence'] =>
	new Map(siteIds.map((siteId) => [siteId, { connections: 1, since: 0, left: false }]));
const here: RoomState = { ...blank, openedAt: 1, presence: present(site, other) };
const withHand: RoomState = { ...here, hands: [{ siteId: site, raisedAt: 2 }] };
const withFloor: RoomState = { ...here, floor: [{ siteId: site, grantedAt: 2, minutes: null }] };

const summary = (events: ReturnType<typeof decisions.grantFloor>) =>
	events.map(({ type, siteId, data }) => [type, siteId ?? null, data]);
const code = (value: string) => expect.objectContaining({ code: value });

describe('a hand', () => {
	test('is raised once', () => {
		expect(summary(decisions.raiseHand(here, actor))).toEqual([['hand:raised', site, {}]]);
		expect(() => decisions.raiseHand(withHand, actor)).toThrow(code('already_raised'));
	});

	test('is not raised by a site that has the floor', () => {
		expect(() => decisions.raiseHand(withFloor, actor)).toThrow(code('already_called'));
	});

	test('goes down, and stays down when it is', () => {
		expect(summary(decisions.lowerHand(withHand, site, 'person', 'chair'))).toEqual([
			['hand:lowered', site, { by: 'chair' }]
		]);
		expect(decisions.lowerHand(here, site, 'person', 'chair')).toEqual([]);
	});
});

describe('fewer places', () => {
	test('take the question back from the sites that came last to it', () => {
		const asked = ['b', 'c'].map((siteId) => ({ siteId, offeredAt: 3, until: 4 }));
		const state: RoomState = { ...withFloor, floorLimit: 3, offers: asked };
		expect(summary(decisions.limitFloor(state, 2, 'chair'))).toEqual([
			['floor:limited', null, { limit: 2 }],
			['offer:ended', 'c', { reason: 'withdrawn' }]
		]);
		expect(decisions.limitFloor(state, 3, 'chair')).toEqual([]);
	});
});

describe('the floor', () => {
	test('is granted, and the hand goes down', () => {
		expect(summary(decisions.grantFloor(withHand, site, 'chair', null))).toEqual([
			['hand:lowered', site, { by: 'floor' }],
			['floor:granted', site, {}]
		]);
	});

	test('is granted without a hand', () => {
		expect(summary(decisions.grantFloor(here, site, 'chair', null))).toEqual([['floor:granted', site, {}]]);
	});

	test('goes from one site to the next', () => {
		expect(summary(decisions.grantFloor(withFloor, other, 'chair', null))).toEqual([
			['floor:ended', site, { reason: 'withdrawn' }],
			['floor:granted', other, {}]
		]);
	});

	test('is not granted twice to the same site', () => {
		expect(decisions.grantFloor(withFloor, site, 'chair', null)).toEqual([]);
	});

	test('is not granted to a site that is not here', () => {
		const alone = { ...here, presence: present(site) };
		expect(() => decisions.grantFloor(alone, other, 'chair', null)).toThrow(code('site_absent'));
	});

	test('is withdrawn, and a withdrawal that comes too late is no fault', () => {
		expect(summary(decisions.withdrawFloor(withFloor, site, 'chair'))).toEqual([
			['floor:ended', site, { reason: 'withdrawn' }]
		]);
		expect(decisions.withdrawFloor(here, site, 'chair')).toEqual([]);
	});

	test('is given back only by who has it', () => {
		expect(summary(decisions.returnFloor(withFloor, actor))).toEqual([
			['floor:ended', site, { reason: 'returned' }]
		]);
		expect(() => decisions.returnFloor(here, actor)).toThrow(code('turn_over'));
	});

	test('is lost, and the hand goes down, when the last device of the site has gone', () => {
		const gone = { ...withFloor, hands: withHand.hands, presence: present(other) };
		expect(summary(decisions.giveUpSite(gone, site))).toEqual([
			['hand:lowered', site, { by: 'site' }],
			['floor:ended', site, { reason: 'lost' }]
		]);
		expect(decisions.giveUpSite(withFloor, site)).toEqual([]);
	});

	test('is not all that goes: so does a paper that the site shows without it', () => {
		const shownPaper = {
			paperId: 'report',
			title: 'Báo cáo',
			page: 1,
			siteId: site,
			personId: 'person',
			byFloor: false,
			shownAt: 2,
			turnedAt: 2
		};
		const gone = { ...here, shownPaper, presence: present(other) };
		expect(summary(decisions.giveUpSite(gone, site))).toEqual([['paper:hidden', site, {}]]);
		expect(decisions.giveUpSite(gone, 'site c')).toEqual([]);
		expect(decisions.giveUpSite({ ...here, shownPaper }, site)).toEqual([]);
	});
});

describe('the agenda', () => {
	const agenda = [{ itemId: '1', title: 'one' }];

	test('goes to an item of this meeting', () => {
		expect(decisions.beginItem(here, agenda, '1', 'chair')).toMatchObject([
			{ type: 'agenda:begun', data: { itemId: '1', title: 'one' } }
		]);
		expect(() => decisions.beginItem(here, agenda, '2', 'chair')).toThrow(code('not_found'));
	});

	test('stays where it is', () => {
		expect(decisions.beginItem({ ...here, currentItemId: '1' }, agenda, '1', 'chair')).toEqual([]);
	});
});

describe('a meeting', () => {
	test('announces its recording with the opening', () => {
		expect(decisions.openMeeting(actor).map(({ type }) => type)).toEqual([
			'meeting:opened',
			'recording:announced'
		]);
	});

	test('begins to record once', () => {
		const announced: RoomState = { ...here, recording: { state: 'announced', startedAt: null } };
		expect(decisions.startRecording(announced)).toHaveLength(1);
		expect(decisions.startRecording({ ...here, recording: { state: 'on', startedAt: 3 } })).toEqual([]);
	});

	test('ends every floor and the recording first', () => {
		const state: RoomState = { ...withFloor, recording: { state: 'on', startedAt: 3 } };
		expect(decisions.endMeeting(state, actor).map(({ type }) => type)).toEqual([
			'floor:ended',
			'recording:stopped',
			'meeting:ended'
		]);
	});
});

test('after a crash everything that was open is closed, but floor and hands stay', () => {
	const state: RoomState = {
		...withFloor,
		hands: [{ siteId: other, raisedAt: 3 }],
		connections: new Map([['1', { siteId: site, personId: 'person', observes: false, since: 1 }]]),
		stage: new Map([
			['p', { siteId: site, personId: 'person', connectionId: '1', producerId: 'p', source: 'camera' }]
		]),
		parts: new Set(['part'])
	};
	expect(summary(decisions.closeLooseEnds(state))).toEqual([
		['stage:left', site, { connectionId: '1', producerId: 'p', source: 'camera' }],
		['part:ended', null, { partId: 'part', reason: 'server-restarted' }],
		['site:disconnected', site, { connectionId: '1', reason: 'server-restarted' }]
	]);
});

describe('a site that is sent out', () => {
	test('loses its hand and its floor, and is sent out once', () => {
		const busy = { ...withFloor, hands: withHand.hands };
		expect(summary(decisions.removeSite(busy, site, 'chair'))).toEqual([
			['hand:lowered', site, { by: 'chair' }],
			['floor:ended', site, { reason: 'withdrawn' }],
			['site:removed', site, {}]
		]);
		expect(decisions.removeSite({ ...here, removed: new Set([site]) }, site, 'chair')).toEqual([]);
	});

	test('is let in again, and only if it is out', () => {
		expect(summary(decisions.admitSite({ ...here, removed: new Set([site]) }, site, 'chair'))).toEqual([
			['site:admitted', site, {}]
		]);
		expect(decisions.admitSite(here, site, 'chair')).toEqual([]);
	});
});

test('a site is limited to sound once, and once given its pictures again', () => {
	const limited = { ...here, limited: new Set([site]) };
	expect(summary(decisions.limitSite(here, site, true, 'operator'))).toEqual([
		['site:limited', site, { audioOnly: true }]
	]);
	expect(decisions.limitSite(limited, site, true, 'operator')).toEqual([]);
	expect(summary(decisions.limitSite(limited, site, false, 'operator'))).toEqual([
		['site:limited', site, { audioOnly: false }]
	]);
	expect(decisions.limitSite(here, site, false, 'operator')).toEqual([]);
});

describe('a site that is moved to the lobby', () => {
	const waiting: RoomState = { ...here, lobby: new Set([site, other]) };

	test('loses its hand and its floor, and is moved once', () => {
		const busy = { ...withFloor, hands: withHand.hands };
		expect(summary(decisions.sendToLobby(busy, site, 'chair'))).toEqual([
			['hand:lowered', site, { by: 'chair' }],
			['floor:ended', site, { reason: 'withdrawn' }],
			['lobby:entered', site, {}]
		]);
		expect(decisions.sendToLobby(waiting, site, 'chair')).toEqual([]);
	});

	test('raises no hand that was on its way', () => {
		expect(() => decisions.raiseHand(waiting, actor)).toThrow('in_lobby');
	});

	test('is not there to be called', () => {
		expect(() => decisions.grantFloor(waiting, site, 'chair', null)).toThrow('in_lobby');
	});

	test('is let in alone, or with all others', () => {
		expect(summary(decisions.admitFromLobby(waiting, site, 'chair'))).toEqual([['lobby:left', site, {}]]);
		expect(summary(decisions.admitFromLobby(waiting, null, 'chair'))).toEqual([
			['lobby:left', site, {}],
			['lobby:left', other, {}]
		]);
		expect(decisions.admitFromLobby(here, site, 'chair')).toEqual([]);
	});
});

describe('a seat that a restart parted from its page', () => {
	const seat = { connectionId: 'c1', personId: 'bình' };
	const parted: RoomState = { ...withFloor, presence: new Map(), parted: new Map([[site, [seat]]]) };

	test('keeps what its site holds, and is lost when its time is over', () => {
		expect(decisions.giveUpSite(parted, site)).toEqual([]);
		expect(decisions.giveUpParted(parted)).toEqual([
			{
				type: 'site:disconnected',
				siteId: site,
				personId: 'bình',
				data: { connectionId: 'c1', reason: 'lost' }
			}
		]);
	});

	test('is not called, for nobody there would hear it', () => {
		expect(() => decisions.grantFloor({ ...parted, floor: [] }, site, 'chair', null)).toThrow(
			code('site_absent')
		);
	});

	test('goes with its site when that is sent out', () => {
		expect(summary(decisions.removeSite({ ...parted, floor: [] }, site, 'chair'))).toEqual([
			['site:disconnected', site, { connectionId: 'c1', reason: 'removed' }],
			['site:removed', site, {}]
		]);
	});
});
