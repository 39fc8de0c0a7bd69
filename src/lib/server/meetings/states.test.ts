import { describe, expect, it } from 'vitest';
import { meetingStates } from '#lib/protocol/values.ts';
import { originsOf } from '#lib/server/platform/steps.ts';
import { allows, doings, mayBecome, meetingSteps, type Doing } from './states.ts';

function statesThatAllow(doing: Doing) {
	return meetingStates.filter((state) => allows(state, doing));
}

describe('the life of a meeting', () => {
	it('goes from draft by convened and open to ended', () => {
		expect(originsOf(meetingSteps, 'convened')).toEqual(['draft']);
		expect(originsOf(meetingSteps, 'open')).toEqual(['convened']);
		expect(originsOf(meetingSteps, 'ended')).toEqual(['open']);
	});

	it('never becomes a draft again', () => {
		expect(originsOf(meetingSteps, 'draft')).toEqual([]);
	});

	it('can be cancelled until it is opened', () => {
		expect(originsOf(meetingSteps, 'cancelled')).toEqual(['draft', 'convened']);
	});

	it('is planned as a draft only, and supplemented until it is opened', () => {
		expect(statesThatAllow('plan')).toEqual(['draft']);
		expect(statesThatAllow('supplement')).toEqual(['draft', 'convened']);
	});

	it('is changed, and changes are acknowledged, from the convening until the opening', () => {
		expect(statesThatAllow('change')).toEqual(['convened']);
		expect(statesThatAllow('acknowledge')).toEqual(['convened']);
	});

	it('takes replies before the opening and rosters until the end', () => {
		expect(statesThatAllow('reply')).toEqual(['convened']);
		expect(statesThatAllow('name-roster')).toEqual(['convened', 'open']);
		expect(statesThatAllow('enter')).toEqual(['convened', 'open']);
	});

	it('allows nothing once it has ended or was cancelled', () => {
		const all: Doing[] = ['plan', 'supplement', 'change', 'acknowledge', 'reply', 'name-roster', 'enter'];
		expect(Object.keys(doings).sort()).toEqual([...all].sort());
		for (const state of ['ended', 'cancelled'] as const) {
			for (const doing of all) expect(allows(state, doing), `${doing} ${state}`).toBe(false);
			for (const next of meetingStates) expect(mayBecome(state, next), `${state} ${next}`).toBe(false);
		}
	});
});
