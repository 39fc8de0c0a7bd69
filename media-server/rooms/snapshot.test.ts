import { expect, test } from 'vitest';
import type { Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import { blank } from './log/state.ts';
import { agendaPart, meetingPart } from './snapshot.ts';

const site = (siteId: string, kind: 'main' | 'component' = 'component') => ({
	siteId,
	kind,
	unitId: siteId,
	name: siteId,
	parentName: '',
	level: 'commune'
});
const plan: MeetingPlan = {
	meeting: {
		meetingId: 'meeting',
		title: 'Giao ban',
		conduct: 'chaired',
		quorumRule: 'two-thirds',
		state: 'open',
		startsAt: new Date(0),
		plannedMinutes: 60,
		openedAt: new Date(0),
		endedAt: null,
		chairId: 'an',
		chairName: 'an',
		deputyId: null,
		secretaryId: 'mai',
		operatorId: null,
		actingRoles: ['secretary'],
		observerIds: []
	},
	agenda: ['1', '2'].map((itemId, index) => ({
		itemId,
		position: index + 1,
		title: itemId,
		presenter: '',
		plannedMinutes: 10,
		speakers: []
	})),
	papers: [],
	sites: [site('main', 'main'), site('a'), site('b'), site('c'), site('d')]
};

test('every page is told the rule of the quorum', () => {
	expect(meetingPart(plan, blank)).toMatchObject({ quorumRule: 'two-thirds' });
});

test('the agenda says what each item has used, also of one that was taken up again', () => {
	const agendaTimes = [
		{ itemId: '1', title: '1', from: 1000, to: 3000 },
		{ itemId: '2', title: '2', from: 3000, to: 4000 },
		{ itemId: '1', title: '1', from: 4000, to: null }
	];
	expect(agendaPart(plan, { ...blank, agendaTimes })).toMatchObject([
		{ itemId: '1', begunAt: 4000, used: 2000, runningSince: 4000 },
		{ itemId: '2', begunAt: 3000, used: 1000, runningSince: null }
	]);
});
