import { describe, expect, it } from 'vitest';
import { meetingStates } from '#lib/protocol/values.ts';
import { allows, doings, steps, type Doing, type Step } from './states.ts';

function statesThatAllow(what: Step | Doing) {
	return meetingStates.filter((state) => allows(state, what));
}

describe('the life of a meeting', () => {
	it('goes from draft by convened and open to ended', () => {
		expect(statesThatAllow('convene')).toEqual(['draft']);
		expect(statesThatAllow('open')).toEqual(['convened']);
		expect(statesThatAllow('end')).toEqual(['open']);
		expect([steps.convene.to, steps.open.to, steps.end.to]).toEqual(['convened', 'open', 'ended']);
	});

	it('can be cancelled until it is opened', () => {
		expect(statesThatAllow('cancel')).toEqual(['draft', 'convened']);
	});

	it('is planned as a draft only, and supplemented until it is opened', () => {
		expect(statesThatAllow('plan')).toEqual(['draft']);
		expect(statesThatAllow('supplement')).toEqual(['draft', 'convened']);
	});

	it('takes replies before the opening and rosters until the end', () => {
		expect(statesThatAllow('reply')).toEqual(['convened']);
		expect(statesThatAllow('name-roster')).toEqual(['convened', 'open']);
		expect(statesThatAllow('enter')).toEqual(['convened', 'open']);
	});

	it('allows nothing once it has ended or was cancelled', () => {
		for (const what of [...(Object.keys(steps) as Step[]), ...(Object.keys(doings) as Doing[])]) {
			expect(allows('ended', what), what).toBe(false);
			expect(allows('cancelled', what), what).toBe(false);
		}
	});
});
