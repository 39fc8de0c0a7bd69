import type { RollMoment, TakenRoll } from '#lib/protocol/roll.ts';
import { describe, expect, it } from 'vitest';
import type { MeetingEvent, NewEvent } from '#lib/protocol/events.ts';
import { draftOf, type Facts } from './draft.ts';
import { at, ids } from './sample.ts';

const facts: Facts = {
	meeting: {
		title: 'Giao ban',
		place: 'Phòng họp số 1',
		startsAt: new Date(at(0)),
		plannedMinutes: 60,
		openedAt: new Date(at(2)),
		endedAt: new Date(at(62)),
		chairId: 'tung',
		secretaryId: 'mai',
		chairName: 'Nguyễn Văn Tùng',
		chairPosition: 'Chủ tịch',
		secretaryName: null,
		secretaryPosition: null
	},
	sites: [
		{
			siteId: ids.vinhAn,
			name: 'Xã Vĩnh An',
			parentName: 'Huyện Vĩnh Bảo',
			levelName: 'Xã',
			levelRank: 2,
			kind: 'component',
			reply: 'confirmed',
			replyReason: ''
		}
	],
	roster: [{ siteId: ids.vinhAn, name: 'Phạm Văn Hòa', jobTitle: 'Chủ tịch', presence: 'room', note: '' }],
	agenda: [{ itemId: ids.item1, title: 'Thu ngân sách', presenter: '' }]
};

function log(events: (NewEvent & { at: number })[]): MeetingEvent[] {
	return events.map(
		(event, index) =>
			({ meetingId: ids.main, seq: index + 1, siteId: null, personId: null, ...event }) as MeetingEvent
	);
}

const device = '00000000-0000-4000-8000-0000000000aa';
const siteId = ids.vinhAn;

describe('a draft', () => {
	it('is not made of a meeting that goes on', () => {
		expect(draftOf({ ...facts, meeting: { ...facts.meeting, endedAt: null } }, [])).toBeUndefined();
	});

	it('tells the time of the meeting only, of people who came before it and stayed after it', () => {
		const draft = draftOf(
			facts,
			log([
				{ type: 'site:connected', at: at(-10), siteId, data: { connectionId: device } },
				{ type: 'meeting:opened', at: at(2), data: {} },
				{ type: 'meeting:ended', at: at(62), data: {} }
			])
		);
		expect(draft?.sites[0]?.connected).toEqual([{ from: at(2), to: at(62) }]);
	});

	it('does not count somebody as present who left before the opening', () => {
		const draft = draftOf(
			facts,
			log([
				{ type: 'site:connected', at: at(-10), siteId, data: { connectionId: device } },
				{ type: 'site:disconnected', at: at(1), siteId, data: { connectionId: device, reason: 'left' } },
				{ type: 'meeting:opened', at: at(2), data: {} }
			])
		);
		expect(draft?.sites[0]?.connected).toEqual([]);
	});

	it('has who spoke when, and when each item was dealt with', () => {
		const draft = draftOf(
			facts,
			log([
				{ type: 'agenda:begun', at: at(5), data: { itemId: ids.item1, title: 'Thu ngân sách' } },
				{ type: 'floor:granted', at: at(6), siteId, data: {} },
				{ type: 'floor:ended', at: at(8), siteId, data: { reason: 'returned' } },
				{ type: 'meeting:ended', at: at(62), data: {} }
			])
		);
		expect(draft?.turns).toEqual([{ siteId, from: at(6), to: at(8) }]);
		expect(draft?.agenda[0]?.times).toEqual([{ from: at(5), to: at(62) }]);
	});

	it('has the votes, with the names of those who were not for it and of those who did not vote', () => {
		const quorum = { present: 1, expected: 1, rule: 'half' as const };
		const voters = [
			{ voterId: siteId, siteId, personName: null },
			{ voterId: 'hoa', siteId, personName: 'Phạm Văn Hòa' }
		];
		const voteId = '00000000-0000-4000-8000-0000000000bb';
		const opened = {
			voteId,
			question: 'Thông qua?',
			secret: false,
			electorate: 'sites',
			voters,
			quorum
		} as const;
		const cast = { voteId, ballotId: device, voterId: siteId, choice: 'against', text: '' } as const;
		const draft = draftOf(
			facts,
			log([
				{ type: 'vote:opened', at: at(5), data: opened },
				{ type: 'vote:cast', at: at(6), siteId, data: cast },
				{ type: 'vote:closed', at: at(7), data: { voteId, quorum } },
				{ type: 'meeting:ended', at: at(62), data: {} }
			])
		);
		expect(draft?.votes).toEqual([
			{
				question: 'Thông qua?',
				secret: false,
				electorate: 'sites',
				openedAt: at(5),
				voterCount: 2,
				quorum: { opening: quorum, closing: quorum },
				tally: { agree: 0, against: 1, other: 0 },
				against: ['Xã Vĩnh An'],
				other: [],
				missing: ['Phạm Văn Hòa (Xã Vĩnh An)']
			}
		]);
	});

	it('has the rolls that were taken, but not those of the votes', () => {
		const counts = { room: 1, online: 1, substituted: 0, excused: 1, awaited: 0 };
		const taken = (moment: RollMoment): TakenRoll => ({ moment, rule: 'half', counts, siteIds: [siteId] });
		const draft = draftOf(
			facts,
			log([
				{ type: 'roll:taken', at: at(2), data: taken('opening') },
				{ type: 'roll:taken', at: at(9), data: taken('vote') },
				{ type: 'roll:taken', at: at(62), data: taken('end') }
			])
		);
		expect(draft?.rolls).toEqual([
			{ moment: 'opening', at: at(2), rule: 'half', present: 2, expected: 3 },
			{ moment: 'end', at: at(62), rule: 'half', present: 2, expected: 3 }
		]);
	});

	it('has what was said to all in the meeting, but not what was said before it', () => {
		const said = (minute: number, text: string): NewEvent & { at: number } => ({
			type: 'announcement:made',
			at: at(minute),
			siteId,
			data: { announcementId: device, role: 'secretary', personName: 'Trần Thị Mai', text }
		});
		expect(draftOf(facts, log([said(1, 'Họp chậm 5 phút'), said(9, 'Nghỉ 10 phút')]))?.announcements).toEqual(
			[{ at: at(9), role: 'secretary', name: 'Trần Thị Mai', text: 'Nghỉ 10 phút' }]
		);
	});

	it('has who chaired from when, after the chair was handed on', () => {
		const handed = { type: 'chair:handed', data: { personId: 'son', personName: 'Lê Văn Sơn' } } as const;
		expect(draftOf(facts, log([{ ...handed, at: at(20) }]))?.chairs).toEqual([
			{ at: at(20), name: 'Lê Văn Sơn' }
		]);
		expect(draftOf(facts, log([{ ...handed, at: at(1) }]))?.chairs).toEqual([
			{ at: at(2), name: 'Lê Văn Sơn' }
		]);
	});

	it('names nobody as chair who had the chair before the opening only', () => {
		const handed = (minute: number, personId: string, personName: string) =>
			({ type: 'chair:handed', at: at(minute), data: { personId, personName } }) as const;
		const toSon = handed(-9, 'son', 'Lê Văn Sơn');
		const toMai = handed(-8, 'mai', 'Trần Thị Mai');
		const back = handed(1, 'tung', 'Nguyễn Văn Tùng');
		expect(draftOf(facts, log([toSon, toMai]))?.chairs).toEqual([{ at: at(2), name: 'Trần Thị Mai' }]);
		expect(draftOf(facts, log([toSon, toMai, back]))?.chairs).toEqual([]);
		expect(draftOf(facts, log([toSon, back, { ...toSon, at: at(30) }]))?.chairs).toEqual([
			{ at: at(30), name: 'Lê Văn Sơn' }
		]);
	});

	it('keeps rosters with their sites, and officers who are named', () => {
		const draft = draftOf(facts, []);
		expect(draft?.sites[0]?.people).toEqual([
			{ name: 'Phạm Văn Hòa', jobTitle: 'Chủ tịch', presence: 'room', note: '' }
		]);
		expect(draft?.chair).toEqual({ name: 'Nguyễn Văn Tùng', position: 'Chủ tịch' });
		expect(draft?.secretary).toBeNull();
	});
});
