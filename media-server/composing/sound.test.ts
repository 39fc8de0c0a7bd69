import { describe, expect, it } from 'vitest';
import { audioArgs, soundWindows, type SoundSource } from './sound.ts';

const source = (file: string, offset: number, duration: number): SoundSource => ({ file, offset, duration });
const filterOf = (args: readonly string[]) => args[args.indexOf('-filter_complex') + 1] ?? '';
const filesOf = (args: readonly string[]) => args.filter((_, index) => args[index - 1] === '-i');

it('mixes five minutes at a time', () => {
	const windows = soundWindows([], 700_000);
	expect(windows.map(({ samples }) => samples / 48_000)).toEqual([300, 300, 100]);
});

it('reads in each window only what is heard in it', () => {
	const windows = soundWindows([source('a', 0, 200_000), source('b', 250_000, 100_000)], 600_000);
	expect(windows.map(({ args }) => filesOf(args))).toEqual([['a', 'b'], ['b']]);
});

it('delays what begins within the window and seeks in what began before it', () => {
	const [first, second] = soundWindows([source('b', 250_000, 100_000)], 600_000);
	expect(filterOf(first?.args ?? [])).toContain('adelay=250000:all=1');
	expect(first?.args.slice(0, 2)).toEqual(['-ss', '0.000']);
	expect(filterOf(second?.args ?? [])).toContain('adelay=0:all=1');
	expect(second?.args.slice(0, 2)).toEqual(['-ss', '50.000']);
});

it('reads no more of a file than is heard of it', () => {
	const [first, second] = soundWindows([source('b', 250_000, 100_000)], 600_000);
	expect(first?.args.slice(2, 4)).toEqual(['-t', '50.000']);
	expect(second?.args.slice(2, 4)).toEqual(['-t', '50.000']);
});

it('does not make everybody quieter when several speak', () => {
	const [window] = soundWindows([source('a', 0, 10_000), source('b', 0, 10_000)], 10_000);
	expect(filterOf(window?.args ?? [])).toContain('amix=inputs=2:duration=longest:normalize=0');
});

it('makes silence where nobody is heard', () => {
	const [window] = soundWindows([], 10_000);
	expect(filterOf(window?.args ?? [])).toMatch(/^anullsrc=r=48000:cl=mono,apad=whole_len=480000/);
});

describe('the audio file', () => {
	it('joins the windows without a seam and encodes once', () => {
		expect(audioArgs(['a.pcm', 'b.pcm'], 'chapters.txt', 'audio.m4a')).toContain('concat:a.pcm|b.pcm');
	});
});
