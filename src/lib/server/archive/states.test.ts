import { expect, it } from 'vitest';
import { mayStep, originsOf, statesOf } from '#lib/server/platform/steps.ts';
import { partSteps, recordingSteps } from './states.ts';

it('never leaves a recording that is ready or empty', () => {
	for (const to of statesOf(recordingSteps)) {
		expect(mayStep(recordingSteps, 'ready', to)).toBe(false);
		expect(mayStep(recordingSteps, 'empty', to)).toBe(false);
	}
});

it('calls a recording ready only from composing', () => {
	expect(originsOf(recordingSteps, 'ready')).toEqual(['composing']);
});

it('lets an interrupted composition go on', () => {
	expect(originsOf(recordingSteps, 'composing')).toEqual(['captured', 'composing']);
});

it('does not check a part that is still captured', () => {
	expect(originsOf(partSteps, 'checked')).not.toContain('capturing');
});

it('checks a failed part again', () => {
	expect(mayStep(partSteps, 'failed', 'checked')).toBe(true);
});
