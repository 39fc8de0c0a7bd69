import { expect, test } from 'vitest';
import type { Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import { blank } from './log/state.ts';
import { meetingPart } from './snapshot.ts';

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
	agenda: [],
	papers: [],
	sites: [site('main', 'main'), site('a'), site('b'), site('c'), site('d')]
};

test('the quorum is that of the component sites, by the rule of the plan', () => {
	expect(meetingPart(plan, blank)).toMatchObject({ quorumRule: 'two-thirds', quorumNeeded: 3 });
});
