import { expect, test } from 'vitest';
import type { WallSite } from '#lib/protocol/wall.ts';
import { healthOf, lostSince } from './health.ts';

const fine: WallSite = {
	siteId: 'a',
	microphone: false,
	lostAt: null,
	unseen: null,
	audioOnly: null,
	loss: 0,
	delay: 40,
	removed: false
};
const here = { connected: true, parted: false, since: 5, left: false, inLobby: false };
const waits = { ...here, inLobby: true };

test.each([
	['is there and its line is fine', here, {}, 'good'],
	['loses packets', here, { loss: 5 }, 'weak'],
	['answers late', here, { delay: 400 }, 'weak'],
	['says nothing of its line', here, { loss: null, delay: null }, 'good'],
	['keeps only its sound', here, { audioOnly: 'line' as const, loss: 30 }, 'audio-only'],
	['does not answer, but keeps its seat', here, { lostAt: 9 }, 'lost'],
	['waits in the lobby', waits, { loss: 30 }, 'lobby'],
	['waits in the lobby and does not answer', waits, { lostAt: 9 }, 'lost'],
	['was there', { ...here, connected: false }, {}, 'lost'],
	['was cut off by a restart', { ...here, connected: false, parted: true }, {}, 'lost'],
	['left by its own button', { ...here, connected: false, left: true }, {}, 'left'],
	['never came', { ...here, connected: false, since: null }, {}, 'absent'],
	['was sent out', { ...here, connected: false }, { removed: true }, 'removed']
])('a site that %s', (_, site, change, health) => {
	expect(healthOf(site, { ...fine, ...change })).toBe(health);
});

test('without a word of the wall the connection alone speaks', () => {
	expect(healthOf(here, undefined)).toBe('good');
	expect(healthOf({ ...here, connected: false }, undefined)).toBe('lost');
});

test('a site is lost since its last page went silent, or since it left', () => {
	expect(lostSince(here, fine)).toBeNull();
	expect(lostSince(here, { ...fine, lostAt: 9 })).toBe(9);
	expect(lostSince({ connected: false, since: 7 }, fine)).toBe(7);
	expect(lostSince({ connected: false, since: null }, undefined)).toBeNull();
});
