import { expect, test } from 'vitest';
import type { ConnectionState } from '../connection/connection-states.ts';
import { hearing } from './hearing.ts';
import { nextPath, type Path } from './path.ts';

const joined: ConnectionState = { name: 'joined' };
const reconnecting: ConnectionState = { name: 'reconnecting', attempt: 1 };
const sent = (connection: ConnectionState, path: Path, staged = true) =>
	hearing('microphone', { connection, sources: ['camera', 'microphone'], path, staged });

test('a microphone is called open only while the room answers and the way to it is open', () => {
	expect(sent(joined, 'open')).toBe('heard');
	expect(sent(joined, 'unknown')).toBe('opening');
	expect(sent(joined, 'broken')).toBe('cut');
});

test('a microphone that others are heard in place of is not called heard', () => {
	expect(sent(joined, 'open', false)).toBe('left-out');
	expect(sent(joined, 'unknown', false)).toBe('opening');
	expect(sent(reconnecting, 'open', false)).toBe('unsure');
});

test('without the room’s word a site may still be heard, as long as its media gets through', () => {
	expect(sent(reconnecting, 'open')).toBe('unsure');
	expect(sent(reconnecting, 'broken')).toBe('cut');
	expect(sent(reconnecting, 'unknown')).toBe('cut');
});

test('what is not sent is silent, whatever the line', () => {
	for (const path of ['open', 'broken'] as const) {
		expect(hearing('microphone', { connection: reconnecting, sources: ['camera'], path, staged: true })).toBe(
			'silent'
		);
		expect(hearing('microphone', { connection: joined, sources: [], path, staged: true })).toBe('silent');
	}
});

test('a broken way stays broken through new attempts until one gets through', () => {
	expect(nextPath('open', 'disconnected')).toBe('broken');
	expect(nextPath('unknown', 'failed')).toBe('broken');
	expect(nextPath('broken', 'new')).toBe('broken');
	expect(nextPath('broken', 'connecting')).toBe('broken');
	expect(nextPath('broken', 'connected')).toBe('open');
	expect(nextPath('unknown', 'connecting')).toBe('unknown');
	expect(nextPath('open', 'closed')).toBe('open');
});
