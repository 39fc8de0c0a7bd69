import { expect, test } from 'vitest';
import { faultOf, faultOfSurroundings } from './device-faults.ts';
import { meterLevel } from './level-meter.svelte.ts';
import { readPreferences, writePreferences } from './preferences.ts';

test('errors of the browser become plain faults', () => {
	const named = (name: string, message = '') => new DOMException(message, name);
	expect(faultOf(named('NotAllowedError', 'Permission denied'))).toBe('refused');
	expect(faultOf(named('NotAllowedError', 'Permission denied by system'))).toBe('refused-by-system');
	expect(faultOf(named('NotFoundError'))).toBe('missing');
	expect(faultOf(named('NotReadableError'))).toBe('in-use');
	expect(faultOf(named('SomethingNewError'))).toBe('unknown');
	expect(faultOf('no error at all')).toBe('unknown');
});

test('a page without encryption is told apart from a browser that cannot', () => {
	expect(faultOfSurroundings({ isSecureContext: false, hasMediaDevices: false })).toBe('insecure');
	expect(faultOfSurroundings({ isSecureContext: true, hasMediaDevices: false })).toBe('unsupported');
	expect(faultOfSurroundings({ isSecureContext: true, hasMediaDevices: true })).toBeNull();
});

function store(initial?: string) {
	let value = initial ?? null;
	return { getItem: () => value, setItem: (_: string, next: string) => (value = next) };
}

test('choices come back as they were remembered', () => {
	const memory = store();
	const chosen = { ...readPreferences(memory), cameraId: 'usb', openCamera: false, checked: true };
	writePreferences(memory, chosen);
	expect(readPreferences(memory)).toEqual(chosen);
});

test('a first visit, a damaged memory and a value of another kind give the usual choices', () => {
	const usual = readPreferences(store());
	expect(usual).toMatchObject({ cameraId: '', openMicrophone: true, checked: false });
	for (const damaged of ['{', 'null', '7', '{"cameraId":7}']) {
		expect(readPreferences(store(damaged))).toEqual(usual);
	}
});

test('the meter rises at once and falls slowly', () => {
	const loud = new Float32Array(512).fill(0.2);
	const silent = new Float32Array(512);
	const top = meterLevel(loud, 0);
	expect(top).toBe(1);
	const after = meterLevel(silent, top);
	expect(after).toBeGreaterThan(0.8);
	expect(after).toBeLessThan(top);
	expect(meterLevel(silent, 0.05)).toBe(0);
});
