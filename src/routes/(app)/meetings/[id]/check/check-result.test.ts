import { expect, test } from 'vitest';
import { resultOf } from './check-result.ts';

const agent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36';
const off = { state: 'off' } as const;
const failed = { state: 'failed', fault: 'missing' } as const;
const found = {
	local: { camera: off, microphone: failed },
	meter: { heard: false },
	speaker: 'heard',
	line: { state: 'good', milliseconds: 21 }
} as const;

test('what was found is told with the browser and the way to the server', () => {
	expect(resultOf(found, agent)).toEqual({
		camera: 'off',
		microphone: 'failed',
		speaker: 'good',
		line: { state: 'good', delay: 21 },
		cameraName: null,
		microphoneName: null,
		browser: 'Chrome 140, Windows'
	});
});

test.each([
	['untested', 'untested'],
	['asked', 'untested'],
	['silent', 'silent'],
	['failed', 'failed']
] as const)('a speaker that is %s counts as %s', (speaker, state) => {
	expect(resultOf({ ...found, speaker }, agent)?.speaker).toBe(state);
});

test('a line without an answer has no delay', () => {
	const line = { state: 'failed', code: 'unavailable' } as const;
	expect(resultOf({ ...found, line }, agent)?.line).toEqual({ state: 'failed', delay: null });
});

test('while something is still being opened or asked there is no result', () => {
	expect(resultOf({ ...found, line: { state: 'asking' } }, agent)).toBeUndefined();
	const local = { camera: { state: 'starting' } as const, microphone: off };
	expect(resultOf({ ...found, local }, agent)).toBeUndefined();
});
