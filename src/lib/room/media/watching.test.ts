import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RemoteTrack } from './media.ts';
import { Watching } from './watching.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const remote = (name: string, kind: 'audio' | 'video'): RemoteTrack => ({
	consumerId: `consumer-${name}`,
	producerId: name,
	siteId: 'site',
	connectionId: 'connection',
	source: kind === 'audio' ? 'microphone' : 'camera',
	track: Object.assign(Object.create(null), { kind }),
	paused: false
});

function setUp() {
	const said: string[] = [];
	const watching = new Watching((id, wanted) => said.push(`${wanted ? '+' : '-'}${id.slice(9)}`));
	return { watching, said };
}

test('sounds are wanted at once, pictures when the page shows them', () => {
	const { watching, said } = setUp();
	watching.set([remote('voice', 'audio'), remote('face', 'video')]);
	expect(said).toEqual(['+voice']);
	watching.show('face');
	expect(said).toEqual(['+voice', '+face']);
});

test('a picture that is shown before it arrives is wanted when it arrives', () => {
	const { watching, said } = setUp();
	watching.show('face');
	watching.set([remote('face', 'video')]);
	expect(said).toEqual(['+face']);
});

test('a picture that moves to another place is not interrupted', async () => {
	const { watching, said } = setUp();
	watching.set([remote('face', 'video')]);
	const hide = watching.show('face');
	hide();
	watching.show('face');
	await Promise.resolve();
	expect(said).toEqual(['+face']);
});

test('a picture that is hidden is paused, once', async () => {
	const { watching, said } = setUp();
	watching.set([remote('face', 'video')]);
	const hide = watching.show('face');
	hide();
	hide();
	await Promise.resolve();
	expect(said).toEqual(['+face', '-face']);
});

test('a hidden page pauses pictures after a while and never sounds', () => {
	const { watching, said } = setUp();
	watching.set([remote('voice', 'audio'), remote('face', 'video')]);
	watching.show('face');
	watching.pageVisible(false);
	expect(said).toEqual(['+voice', '+face']);
	vi.advanceTimersByTime(3000);
	expect(said.at(-1)).toBe('-face');
	watching.pageVisible(true);
	expect(said.at(-1)).toBe('+face');
});

test('a glance at another tab costs nothing', () => {
	const { watching, said } = setUp();
	watching.set([remote('face', 'video')]);
	watching.show('face');
	watching.pageVisible(false);
	vi.advanceTimersByTime(500);
	watching.pageVisible(true);
	vi.advanceTimersByTime(5000);
	expect(said).toEqual(['+face']);
});

test('after an interruption everything wanted is said again', () => {
	const { watching, said } = setUp();
	watching.set([remote('voice', 'audio'), remote('face', 'video')]);
	watching.tellAgain();
	expect(said).toEqual(['+voice', '+voice']);
});
