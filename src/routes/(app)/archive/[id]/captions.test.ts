import { expect, it } from 'vitest';
import { captionsOf } from './captions.ts';

it('names who speaks, from when to when', () => {
	expect(captionsOf([{ name: 'Xã Vĩnh An', from: 61_005, to: 3_723_000 }])).toBe(
		'WEBVTT\n\n00:01:01.005 --> 01:02:03.000\n[Xã Vĩnh An]\n'
	);
});

it('takes nothing in a name for markup or for the next cue', () => {
	expect(captionsOf([{ name: 'A <b> & C\n\n00:00 --> 00:01', from: 0, to: 1 }])).toContain(
		'[A &lt;b&gt; &amp; C 00:00 --&gt; 00:01]'
	);
});

it('is an empty list when nobody had the floor', () => {
	expect(captionsOf([])).toBe('WEBVTT\n');
});
