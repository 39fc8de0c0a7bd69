import { expect, test } from 'vitest';
import { hotKeyAction, hotKeyLetter } from './hot-keys.ts';

const press = (code: string, change = {}) => ({
	code,
	key: code.slice(-1).toLowerCase(),
	ctrlKey: false,
	altKey: false,
	metaKey: false,
	repeat: false,
	...change
});

test('a letter is a command, whatever the input method makes of it', () => {
	expect(hotKeyAction(press('KeyM'), false)).toBe('microphone');
	expect(hotKeyAction(press('KeyG', { key: 'Process' }), false)).toBe('hand');
	expect(hotKeyAction(press('Slash', { key: '?' }), false)).toBe('help');
});

test('who types, holds a key down or uses the browser’s own short cuts commands nothing', () => {
	expect(hotKeyAction(press('KeyM'), true)).toBeNull();
	expect(hotKeyAction(press('KeyM', { repeat: true }), false)).toBeNull();
	for (const modifier of ['ctrlKey', 'altKey', 'metaKey']) {
		expect(hotKeyAction(press('KeyC', { [modifier]: true }), false)).toBeNull();
	}
	expect(hotKeyAction(press('KeyZ'), false)).toBeNull();
});

test('each command shows its letter', () => {
	expect(hotKeyLetter('microphone')).toBe('M');
	expect(hotKeyLetter('tab-roll')).toBe('2');
	expect(hotKeyLetter('help')).toBe('?');
});
