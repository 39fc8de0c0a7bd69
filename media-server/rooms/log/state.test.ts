import { describe, expect, test } from 'vitest';
import type { MeetingEvent, NewEvent } from '#lib/protocol/events.ts';
import { blank, foldAll, isPresent, type RoomState } from './state.ts';

const site = 'site a';
const other = 'site b';

function stateAfter(...events: NewEvent[]): RoomState {
	return foldAll(
		blank,
		events.map((event, index): MeetingEvent => ({
			meetingId: 'meeting',
			seq: index + 1,
			at: (index + 1) * 1000,
			...event,
			siteId: event.siteId ?? null,
			personId: event.personId ?? null
		}))
	);
}

const came = (siteId: string, connectionId: string): NewEvent => ({
	type: 'site:connected',
	siteId,
	data: { connectionId }
});
const went = (siteId: string, connectionId: string): NewEvent => ({
	type: 'site:disconnected',
	siteId,
	data: { connectionId, reason: 'left' }
});
const raised = (siteId: string): NewEvent => ({ type: 'hand:raised', siteId, data: {} });
const granted = (siteId: string): NewEvent => ({ type: 'floor:granted', siteId, data: {} });

describe('what is written in a room', () => {
	const data = {
		announcementId: 'a',
		role: 'chair',
		personName: 'Nguyễn Văn An',
		text: 'Nghỉ 10 phút'
	} as const;

	test('keeps what was said to all, in order and with its moment', () => {
		const made = (announcementId: string): NewEvent => ({
			type: 'announcement:made',
			siteId: site,
			data: { ...data, announcementId }
		});
		expect(stateAfter(made('a'), made('b')).announcements).toEqual([
			{ ...data, siteId: site, at: 1000 },
			{ ...data, announcementId: 'b', siteId: site, at: 2000 }
		]);
	});

	test('sites may write to the desk until the chair closes it', () => {
		const switched = (open: boolean): NewEvent => ({
			type: 'messages:switched',
			siteId: site,
			data: { open }
		});
		expect(blank.messagesOpen).toBe(true);
		expect(stateAfter(switched(false)).messagesOpen).toBe(false);
		expect(stateAfter(switched(false), switched(true)).messagesOpen).toBe(true);
	});
});

describe('the state of a room', () => {
	test('knows the last event', () => {
		expect(blank.seq).toBe(0);
		expect(stateAfter({ type: 'meeting:opened', data: {} })).toMatchObject({ seq: 1, openedAt: 1000 });
	});

	test('counts the devices of a site and knows since when it is there or away', () => {
		expect(stateAfter(came(site, '1')).presence.get(site)).toEqual({
			connections: 1,
			since: 1000,
			left: false
		});
		expect(stateAfter(came(site, '1'), came(site, '2')).presence.get(site)).toEqual({
			connections: 2,
			since: 1000,
			left: false
		});
		const oneLeft = stateAfter(came(site, '1'), came(site, '2'), went(site, '1'));
		expect(oneLeft.presence.get(site)).toEqual({ connections: 1, since: 1000, left: false });
		const bothLeft = stateAfter(came(site, '1'), came(site, '2'), went(site, '1'), went(site, '2'));
		expect(bothLeft.presence.get(site)).toEqual({ connections: 0, since: 4000, left: true });
		expect(bothLeft.connections.size).toBe(0);
	});

	test('ignores a device that leaves twice', () => {
		const state = stateAfter(came(site, '1'), went(site, '1'), went(site, '1'));
		expect(state.presence.get(site)).toEqual({ connections: 0, since: 2000, left: true });
	});

	test('tells a site that left or was sent away from one that was lost, until it is back', () => {
		const lost: NewEvent = {
			type: 'site:disconnected',
			siteId: site,
			data: { connectionId: '2', reason: 'lost' }
		};
		const both = [came(site, '1'), came(site, '2')];
		expect(stateAfter(...both, went(site, '1')).presence.get(site)).toMatchObject({ left: false });
		expect(stateAfter(...both, went(site, '1'), lost).presence.get(site)).toMatchObject({ left: false });
		expect(stateAfter(...both, lost, went(site, '1')).presence.get(site)).toMatchObject({ left: true });
		for (const [reason, left] of [
			['removed', true],
			['signed-out', true],
			['replaced', false],
			['server-restarted', false]
		] as const) {
			const gone: NewEvent = { type: 'site:disconnected', siteId: site, data: { connectionId: '1', reason } };
			expect(stateAfter(came(site, '1'), gone).presence.get(site)).toMatchObject({ left });
		}
		const back = stateAfter(came(site, '1'), went(site, '1'), came(site, '3'));
		expect(back.presence.get(site)).toMatchObject({ connections: 1, left: false });
	});

	test('keeps the seats that a restart parted from their pages, until whose person is back or given up', () => {
		const sits = (personId: string, connectionId: string): NewEvent => ({
			...came(site, connectionId),
			personId
		});
		const gone = (connectionId: string, reason: 'server-restarted' | 'lost'): NewEvent => ({
			type: 'site:disconnected',
			siteId: site,
			data: { connectionId, reason }
		});
		const cut = [
			sits('an', '1'),
			sits('bình', '2'),
			gone('1', 'server-restarted'),
			gone('2', 'server-restarted')
		];
		const parted = stateAfter(...cut);
		expect(parted.parted.get(site)).toEqual([
			{ connectionId: '1', personId: 'an' },
			{ connectionId: '2', personId: 'bình' }
		]);
		expect(isPresent(parted, site)).toBe(true);
		expect(parted.presence.get(site)).toEqual({ connections: 0, since: 4000, left: false });

		const back = stateAfter(...cut, sits('an', '3'));
		expect(back.parted.get(site)).toEqual([{ connectionId: '2', personId: 'bình' }]);
		const givenUp = stateAfter(...cut, gone('1', 'lost'), gone('2', 'lost'));
		expect(givenUp.parted.size).toBe(0);
		expect(isPresent(givenUp, site)).toBe(false);
		expect(givenUp.presence.get(site)).toEqual({ connections: 0, since: 4000, left: false });
	});

	test('knows who was sent out, until they are let in again', () => {
		const out: NewEvent = { type: 'site:removed', siteId: site, data: {} };
		expect(stateAfter(out).removed).toEqual(new Set([site]));
		expect(stateAfter(out, { type: 'site:admitted', siteId: site, data: {} }).removed).toEqual(new Set());
	});

	test('knows who waits in the lobby, until they are let in or sent out', () => {
		const lobby = (type: 'lobby:entered' | 'lobby:left' | 'site:removed'): NewEvent => ({
			type,
			siteId: site,
			data: {}
		});
		expect(stateAfter(lobby('lobby:entered')).lobby).toEqual(new Set([site]));
		expect(stateAfter(lobby('lobby:entered'), lobby('lobby:left')).lobby).toEqual(new Set());
		expect(stateAfter(lobby('lobby:entered'), lobby('site:removed')).lobby).toEqual(new Set());
	});

	test('counts nobody for present who only observes, and knows since when a person is gone', () => {
		const observing: NewEvent = {
			type: 'site:connected',
			siteId: site,
			personId: 'guest',
			data: { connectionId: '1', observes: true }
		};
		expect(stateAfter(observing).presence.size).toBe(0);
		expect(stateAfter(came(site, '2'), observing, went(site, '1')).presence.get(site)?.connections).toBe(1);
		expect(stateAfter(observing, went(site, '1')).gone).toEqual(new Map([['guest', 2000]]));
		expect(stateAfter(observing, went(site, '1'), observing).gone.size).toBe(0);
		const second = { ...observing, data: { ...observing.data, connectionId: '2' } };
		expect(stateAfter(observing, second, went(site, '1')).gone.size).toBe(0);
	});

	test('knows whose devices consent, until they take it back or go', () => {
		const consenting: NewEvent = {
			type: 'site:connected',
			siteId: site,
			data: { connectionId: '1', consent: true }
		};
		expect([...stateAfter(consenting).consents]).toEqual([['1', site]]);
		expect(stateAfter(came(site, '1')).consents.size).toBe(0);
		const changed: NewEvent = {
			type: 'site:consented',
			siteId: site,
			data: { connectionId: '1', consent: false }
		};
		expect(stateAfter(consenting, changed).consents.size).toBe(0);
		expect(stateAfter(consenting, went(site, '1')).consents.size).toBe(0);
	});

	test('knows who is asked to speak, how many may, for how long, and who has spoken on the item', () => {
		const asked: NewEvent = { type: 'offer:made', siteId: site, data: { wait: 500 } };
		expect(stateAfter(asked).offers).toEqual([{ siteId: site, offeredAt: 1000, until: 1500 }]);
		const answered: NewEvent = { type: 'offer:ended', siteId: site, data: { reason: 'declined' } };
		expect(stateAfter(asked, answered).offers).toEqual([]);
		const state = stateAfter(
			{ type: 'floor:limited', data: { limit: 3 } },
			{ type: 'floor:timed', data: { minutes: 7 } },
			granted(other),
			{ type: 'agenda:begun', data: { itemId: 'item', title: '' } },
			{ type: 'floor:granted', siteId: site, data: { minutes: 7 } }
		);
		expect(state).toMatchObject({ floorLimit: 3, turnMinutes: 7 });
		expect(state.floor.map(({ minutes }) => minutes)).toEqual([null, 7]);
		expect([...(state.called.get('item') ?? [])]).toEqual([[site, 'spoken']]);
	});

	test('knows who would not speak on the item, until it has spoken', () => {
		const begun: NewEvent = { type: 'agenda:begun', data: { itemId: 'item', title: '' } };
		const ended = (reason: 'declined' | 'expired' | 'withdrawn' | 'lost'): NewEvent => ({
			type: 'offer:ended',
			siteId: site,
			data: { reason }
		});
		const called = (...events: NewEvent[]) =>
			stateAfter(begun, ...events)
				.called.get('item')
				?.get(site);
		const asked: NewEvent = { type: 'offer:made', siteId: site, data: { wait: 500 } };
		const next: NewEvent = { type: 'agenda:begun', data: { itemId: 'next', title: '' } };
		expect(called(asked, ended('declined'))).toBe('declined');
		expect(called(asked, ended('expired'))).toBe('declined');
		expect(called(asked, ended('withdrawn'), ended('lost'))).toBeUndefined();
		expect(called(asked, ended('declined'), granted(site))).toBe('spoken');
		expect(called(granted(site), asked, ended('declined'))).toBe('spoken');
		// Asked on one item, it answers when the next one has begun, on which nobody has asked it.
		expect(called(asked, next, ended('expired'))).toBe('declined');
		expect(stateAfter(begun, asked, next, ended('expired')).called.get('next')).toBeUndefined();
	});

	test('keeps hands in the order in which they were raised', () => {
		const state = stateAfter(raised(site), raised(other));
		expect(state.hands).toEqual([
			{ siteId: site, raisedAt: 1000 },
			{ siteId: other, raisedAt: 2000 }
		]);
		const lowered = stateAfter(raised(site), raised(other), {
			type: 'hand:lowered',
			siteId: site,
			data: { by: 'chair' }
		});
		expect(lowered.hands.map(({ siteId }) => siteId)).toEqual([other]);
	});

	test('knows who has the floor since when', () => {
		expect(stateAfter(granted(site)).floor).toEqual([{ siteId: site, grantedAt: 1000, minutes: null }]);
		const ended = stateAfter(granted(site), { type: 'floor:ended', siteId: site, data: { reason: 'lost' } });
		expect(ended.floor).toEqual([]);
	});

	test('remembers when each item was dealt with, and which is dealt with', () => {
		const state = stateAfter(
			{ type: 'agenda:begun', data: { itemId: '1', title: 'one' } },
			{ type: 'agenda:begun', data: { itemId: '2', title: 'two' } }
		);
		expect(state.currentItemId).toBe('2');
		expect(state.agendaTimes).toEqual([
			{ itemId: '1', title: 'one', from: 1000, to: 2000 },
			{ itemId: '2', title: 'two', from: 2000, to: null }
		]);
	});

	test('follows the recording from the announcement to its stop', () => {
		const announced: NewEvent = { type: 'recording:announced', data: {} };
		const started: NewEvent = { type: 'recording:started', data: {} };
		expect(stateAfter(announced).recording).toEqual({ state: 'announced', startedAt: null });
		expect(stateAfter(announced, started).recording).toEqual({ state: 'on', startedAt: 2000 });
		const stopped = stateAfter(announced, started, { type: 'recording:stopped', data: {} });
		expect(stopped.recording).toEqual({ state: 'off', startedAt: 2000 });
	});

	test('knows which parts and which entries of the stage are open', () => {
		const stage = { connectionId: '1', producerId: 'p', source: 'camera' } as const;
		const part: NewEvent = {
			type: 'part:started',
			siteId: site,
			data: { partId: 'part', producerId: 'p', source: 'camera', offset: 0 }
		};
		const open = stateAfter({ type: 'stage:entered', siteId: site, data: stage }, part);
		expect([...open.stage.keys()]).toEqual(['p']);
		expect([...open.parts]).toEqual(['part']);
		const closed = foldAll(open, [
			{
				meetingId: 'meeting',
				seq: 3,
				at: 3000,
				type: 'part:ended',
				siteId: site,
				personId: null,
				data: { partId: 'part', reason: 'failed' }
			},
			{
				meetingId: 'meeting',
				seq: 4,
				at: 4000,
				type: 'stage:left',
				siteId: site,
				personId: null,
				data: stage
			}
		]);
		expect(closed.parts.size + closed.stage.size).toBe(0);
	});

	test('remembers which sites the operator wants sound only of', () => {
		const limited = (siteId: string, audioOnly: boolean): NewEvent => ({
			type: 'site:limited',
			siteId,
			data: { audioOnly }
		});
		const state = stateAfter(limited(site, true), limited(other, true), limited(site, false));
		expect([...state.limited]).toEqual([other]);
	});

	test('is over with the meeting: no hand, no floor, no item', () => {
		const state = stateAfter(raised(other), granted(site), { type: 'meeting:ended', data: {} });
		expect(state).toMatchObject({ endedAt: 3000, hands: [], floor: [], currentItemId: null });
	});

	test('is a new value each time', () => {
		const before = stateAfter(came(site, '1'));
		foldAll(before, [
			{
				meetingId: 'meeting',
				seq: 2,
				at: 2000,
				...went(site, '1'),
				type: 'site:disconnected',
				siteId: site,
				personId: null,
				data: { connectionId: '1', reason: 'left' }
			}
		]);
		expect(before.connections.size).toBe(1);
	});
});
