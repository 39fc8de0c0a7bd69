import { expect, test } from 'vitest';
import { problemsOf, readinessOf, type CheckResult } from './checks.ts';

const good: CheckResult = {
	camera: 'good',
	microphone: 'good',
	speaker: 'good',
	line: { state: 'good', delay: 20 },
	cameraName: 'HD Webcam',
	microphoneName: 'Headset',
	browser: 'Chrome 140, Windows'
};

test.each([
	['nothing', {}, []],
	['a camera that is off', { camera: 'off' }, ['camera']],
	['a microphone that nobody heard', { microphone: 'silent' }, ['microphone']],
	['a speaker that nobody confirmed', { speaker: 'untested' }, ['speaker']],
	['a slow line', { line: { state: 'slow', delay: 900 } }, ['line']],
	[
		'several things, in the order of the check',
		{ line: { state: 'failed', delay: null }, camera: 'failed' },
		['camera', 'line']
	]
] as const)('%s is what should be looked after', (_, change, problems) => {
	expect(problemsOf({ ...good, ...change })).toEqual(problems);
});

test('a site is ready, to be looked after, unchecked, or not there', () => {
	expect(readinessOf(good, false)).toBe('ready');
	expect(readinessOf({ ...good, camera: 'failed' }, true)).toBe('review');
	expect(readinessOf(null, true)).toBe('unchecked');
	expect(readinessOf(null, false)).toBe('absent');
});
