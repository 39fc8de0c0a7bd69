import { expect, test } from 'vitest';
import { announcements, type Heard } from './announcements.ts';
import { sampleSnapshot, sampleVote } from './sample.test-data.ts';

const room = (change: Partial<Heard> = {}): Heard => ({
	...sampleSnapshot,
	connection: { name: 'joined' },
	offer: undefined,
	turnPhase: null,
	overdue: '',
	told: null,
	...change
});
const floorOf = (siteId: string) => [{ siteId, grantedAt: 1, minutes: null }];
const kinds = (before: Heard, after: Heard) => announcements(before, after).map(({ urgent }) => urgent);

test('nothing is said while nothing changes', () => {
	expect(announcements(room(), room())).toEqual([]);
});

test('the floor of another site is said calmly and with its name', () => {
	const [said, ...more] = announcements(room(), room({ floor: floorOf('site-2') }));
	expect(said).toMatchObject({ urgent: false });
	expect(said?.text).toContain('Xã 2');
	expect(more).toEqual([]);
});

test('the own floor interrupts, when it comes and when it ends', () => {
	expect(kinds(room(), room({ floor: floorOf('site-1') }))).toEqual([true]);
	expect(kinds(room({ floor: floorOf('site-1') }), room())).toEqual([true]);
});

test('when the floor passes from the own site to another both are said', () => {
	expect(kinds(room({ floor: floorOf('site-1') }), room({ floor: floorOf('site-2') }))).toEqual([
		true,
		false
	]);
});

test('a lost line is said once, not with every attempt', () => {
	const lost = room({ connection: { name: 'reconnecting', attempt: 1 } });
	expect(kinds(room(), lost)).toEqual([true]);
	expect(kinds(lost, room({ connection: { name: 'reconnecting', attempt: 2 } }))).toEqual([]);
	expect(kinds(lost, room())).toEqual([false]);
});

test('recording is said before it begins, and only once', () => {
	const off = room({ recording: { state: 'off', startedAt: null } });
	const announced = room({ recording: { state: 'announced', startedAt: null } });
	expect(kinds(off, announced)).toEqual([true]);
	expect(announcements(announced, room())).toEqual([]);
});

test('hands are said to who conducts, the own place to who waits', () => {
	const hands = [
		{ siteId: 'site-2', raisedAt: 1 },
		{ siteId: 'site-1', raisedAt: 2 }
	];
	expect(announcements(room(), room({ hands }))).toHaveLength(1);
	const chair = { ...sampleSnapshot.me, siteId: 'main', role: 'chair' as const };
	expect(announcements(room({ me: chair }), room({ me: chair, hands }))).toHaveLength(2);
});

test('many hands at once are counted, not named', () => {
	const chair = { ...sampleSnapshot.me, siteId: 'main', role: 'chair' as const };
	const hands = [1, 2, 3, 4].map((number) => ({ siteId: `site-${number}`, raisedAt: number }));
	const said = announcements(room({ me: chair }), room({ me: chair, hands }));
	expect(said.map(({ text }) => text)).toEqual(['4 điểm cầu đăng ký phát biểu.']);
});

test('the speaker is told that the time runs out, and who conducts that it is over', () => {
	const said = (phase: Heard['turnPhase']) =>
		announcements(room({ turnPhase: 'running' }), room({ turnPhase: phase })).map(({ text }) => text);
	expect(said('minute')).toEqual(['Còn 1 phút phát biểu.']);
	expect(said('seconds')).toEqual(['Còn 10 giây phát biểu.']);
	expect(said('over')).toEqual(['Đã hết thời gian phát biểu.']);
	expect(said('running')).toEqual([]);
	const chair = { ...sampleSnapshot.me, siteId: 'main', role: 'chair' as const };
	const over = announcements(room({ me: chair }), room({ me: chair, overdue: 'site-2' }));
	expect(over).toEqual([{ text: 'Xã 2 đã hết thời gian phát biểu.', urgent: false }]);
	expect(announcements(room(), room({ overdue: 'site-2' }))).toEqual([]);
});

test('a site that is asked, and one whose hand was taken down, is told at once', () => {
	const offer = { siteId: 'site-1', offeredAt: 1, until: 2 };
	expect(kinds(room(), room({ offer }))).toEqual([true]);
	expect(kinds(room({ offer }), room())).toEqual([]);
	const dismissed = room({ told: { siteId: 'site-1', what: 'hand-dismissed' } });
	expect(kinds(room(), dismissed)).toEqual([true]);
	expect(kinds(dismissed, dismissed)).toEqual([]);
});

test('how a site answered is said to who conducts, calmly and with its name', () => {
	const me = { ...sampleSnapshot.me, siteId: 'main', role: 'chair' as const };
	const told = { siteId: 'site-2', what: 'offer-declined' } as const;
	const [said] = announcements(room({ me }), room({ me, told }));
	expect(said).toEqual({ text: 'Xã 2 chưa phát biểu lần này.', urgent: false });
});

test('a new agenda item is said with its number and title', () => {
	const meeting = { ...sampleSnapshot.meeting, currentItemId: 'item-2' };
	const [said] = announcements(room(), room({ meeting }));
	expect(said?.text).toContain('Mục 2');
});

test('a vote interrupts who may vote; its result and the own ballot are said calmly', () => {
	const vote = sampleVote();
	const ballot = { voteId: vote.voteId, cast: false, choice: null, text: '' };
	expect(kinds(room(), room({ votes: [vote], ballot }))).toEqual([true]);
	expect(kinds(room(), room({ votes: [vote] }))).toEqual([false]);
	const asked = room({ votes: [vote], ballot });
	expect(kinds(asked, room({ votes: [vote], ballot: { ...ballot, cast: true } }))).toEqual([false]);
	expect(kinds(asked, room({ votes: [{ ...vote, votedCount: 1 }], ballot }))).toEqual([]);
	const result = { tally: { agree: 2, against: 1, other: 0 }, against: [], other: [], missing: [] };
	const [said] = announcements(asked, room({ votes: [{ ...vote, state: 'done', result }] }));
	expect(said?.text).toContain('2 đồng ý');
});

test('all are told who chairs now, and who takes over is interrupted', () => {
	const meeting = { ...sampleSnapshot.meeting, handed: { personId: 'son', personName: 'Lê Văn Sơn', at: 5 } };
	const handed = room({ meeting });
	expect(announcements(room(), handed)).toEqual([{ text: 'Lê Văn Sơn chủ trì phiên họp.', urgent: false }]);
	const me = { ...sampleSnapshot.me, role: 'chair' as const };
	expect(kinds(handed, room({ meeting, me }))).toEqual([true]);
});

test('whoever is let in from the lobby is told that, and not all that was said meanwhile', () => {
	const announced = [
		{
			announcementId: 'one',
			siteId: 'main',
			personName: 'Đào Thuỳ Hà',
			role: 'chair' as const,
			text: 'Nghỉ giải lao 10 phút',
			at: 5
		}
	];
	const inside = room({ announcements: announced });
	const sites = inside.sites.map((site) => ({ ...site, inLobby: site.siteId === inside.me.siteId }));
	const waiting = room({ sites });
	expect(announcements(waiting, inside).map(({ text }) => text)).not.toContainEqual(
		expect.stringContaining('giải lao')
	);
	expect(kinds(waiting, inside)).toEqual([true]);
});

test('a paper is said when it is shown and when it is over, and not with each page', () => {
	const presented = { paperId: 'paper', title: 'Báo cáo', page: 1, siteId: 'main', personId: 'ha' };
	const shown = room({ presented });
	expect(announcements(room(), shown)).toEqual([
		{ text: 'Đang trình chiếu tài liệu: Báo cáo.', urgent: false }
	]);
	const turned = room({ presented: { ...presented, page: 2 } });
	expect(announcements(shown, turned)).toEqual([]);
	expect(announcements(turned, room())).toEqual([{ text: 'Đã thôi trình chiếu tài liệu.', urgent: false }]);
});
