import { expect, it } from 'vitest';
import { mayStep, originsOf, statesOf } from '#lib/server/platform/steps.ts';
import { mayBeEdited, minutesSteps } from './states.ts';

it('are edited as a draft only', () => {
	expect(statesOf(minutesSteps).filter(mayBeEdited)).toEqual(['draft']);
});

it('are issued only after they were signed, and signed only after they were approved', () => {
	expect([originsOf(minutesSteps, 'issued'), originsOf(minutesSteps, 'signed')]).toEqual([
		['signed'],
		['approved']
	]);
});

it('go back to a draft as long as nobody has signed', () => {
	expect(originsOf(minutesSteps, 'draft')).toEqual(['approved']);
});

it('are never changed once issued, only replaced', () => {
	expect(statesOf(minutesSteps).filter((to) => mayStep(minutesSteps, 'issued', to))).toEqual(['replaced']);
});
