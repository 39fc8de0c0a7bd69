// The composed recording as a secretary gets it from the archive: found by words, downloaded, and looked into.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import * as v from 'valibot';
import { ffmpeg, type Look } from './fake-devices.ts';
import type { Participant } from './participant.ts';
import { isColour } from './reception.ts';

/**
 * What is known of a turn to speak, on the wall clock in milliseconds: it began between the call and the moment in
 * which another page showed it, and ended between the taking back and the moment in which it was gone from a page.
 */
export type Turn = { look: Look; called: number; seen: number; taken: number; gone: number };
export type Expected = { title: string; words: string; turns: Turn[]; chair: Look; names: string[] };

const probeShape = v.object({
	streams: v.array(
		v.object({
			codec_name: v.string(),
			codec_type: v.string(),
			width: v.optional(v.number()),
			height: v.optional(v.number())
		})
	),
	format: v.object({ duration: v.pipe(v.string(), v.transform(Number)) }),
	chapters: v.array(v.object({ tags: v.object({ title: v.string() }) }))
});

/** Frames per second that are looked at. */
const samplesPerSecond = 5;
/** Milliseconds: the recording's frames are looked at so coarsely, and it joins what is shorter than a third of a second. */
const grain = 500;
/** Milliseconds until the writer of a track listens, on a machine whose cores are full, and the next key frame is whole. */
const writerStarts = 6_000;

export async function checkRecording({ page }: Participant, expected: Expected): Promise<void> {
	// The meeting is found as soon as its draft is written, some seconds after its end.
	await expect(async () => {
		await page.goto('/archive');
		await page.getByRole('searchbox').fill(expected.words);
		await page.getByRole('searchbox').press('Enter');
		await page.getByRole('link', { name: expected.title }).first().click({ timeout: 5_000 });
	}).toPass({ timeout: 120_000 });
	await expect(page.getByRole('heading', { name: expected.title, level: 1 })).toBeVisible();
	await checkMinutes(page);
	await expect(page.locator('video')).toBeVisible({ timeout: 240_000 });

	await checkJumps(page, expected);

	const video = await download(page, /video/i);
	expect(statSync(await download(page, /DOCX|Word/i)).size).toBeGreaterThan(5_000);
	expect(statSync(await download(page, /PDF/i)).size).toBeGreaterThan(5_000);
	expect(statSync(await download(page, /âm thanh/i)).size).toBeGreaterThan(5_000);

	const probe = probeFile(video);
	// Beside them stands the track of the chapters' titles.
	const media = probe.streams.filter(({ codec_type }) => codec_type !== 'data');
	expect(media.map(({ codec_name }) => codec_name).sort()).toEqual(['aac', 'h264']);
	expect(probe.streams.find(({ codec_type }) => codec_type === 'video')).toMatchObject({
		width: 1280,
		height: 720
	});
	expect(probe.chapters.length).toBeGreaterThan(0);
	checkPictures(video, expected);
}

/** The draft is there while the recording is still being composed: who attended, out of the thirty invited. */
async function checkMinutes(page: Page): Promise<void> {
	await expect(page.getByText('Dự thảo', { exact: true })).toBeVisible({ timeout: 30_000 });
	await expect(page.getByText('2/30')).toBeVisible();
}

/** A click on a speaker shows that speaker: the colour of the picture tells. */
async function checkJumps(page: Page, { names, turns }: Expected): Promise<void> {
	await page.getByRole('tab', { name: /^Phát biểu/ }).click();
	for (const [index, name] of names.entries()) {
		await page
			.getByRole('button', { name: new RegExp(name) })
			.first()
			.click();
		const rgb = turns[index]?.look.rgb ?? [];
		await expect(async () => {
			const { colour, ...player } = await shown(page);
			expect(isColour(colour, rgb), `${name} ${rgb} ${colour} ${JSON.stringify(player)}`).toBe(true);
		}).toPass({ timeout: 30_000 });
	}
}

/** The colour in the middle of the picture, none while there is no picture, and what the player is doing. */
function shown(page: Page) {
	return page.evaluate(() => {
		const video = document.querySelector('video');
		const canvas = document.createElement('canvas');
		const context = canvas.getContext('2d');
		if (!video || !context) return { colour: [] };
		const { currentTime, readyState, networkState, paused, seeking } = video;
		const player = { currentTime, readyState, networkState, paused, seeking, error: video.error?.message };
		if (readyState < 2) return { colour: [], ...player };
		const { videoWidth: width, videoHeight: height } = video;
		context.drawImage(video, width * 0.3, height * 0.45, width * 0.1, height * 0.2, 0, 0, 16, 16);
		return { colour: [...context.getImageData(8, 8, 1, 1).data].slice(0, 3), ...player };
	});
}

async function download(page: Page, name: RegExp): Promise<string> {
	const waiting = page.waitForEvent('download');
	await page.getByRole('link', { name }).first().click();
	const file = await waiting;
	const path = join(await mkdtemp(join(tmpdir(), 'diem-cau-download-')), file.suggestedFilename());
	await file.saveAs(path);
	return path;
}

/**
 * Each turn is one stretch of the speaker's colour, and there is one moment at which the recording can have begun so
 * that all of them lie where they were on the clock.
 */
function checkPictures(video: string, { turns, chair }: Expected): void {
	const colours = sampleColours(video);
	const stretches = turns.map((turn) => ({ turn, ...stretchOf(colours, turn.look) }));
	const bounds = stretches.map(({ turn, from, to }) => ({
		earliest: Math.max(turn.called - from, turn.taken - to) - grain,
		latest: Math.min(turn.seen + writerStarts - from, turn.gone - to) + grain
	}));
	const earliest = Math.max(...bounds.map((bound) => bound.earliest));
	const latest = Math.min(...bounds.map((bound) => bound.latest));
	expect(earliest, JSON.stringify(stretches)).toBeLessThanOrEqual(latest);
	for (const { turn, from, to } of stretches) {
		const tones = [...turns.map(({ look }) => look.hertz), chair.hertz];
		expect(loudest(video, (from + to) / 2000, tones)).toContain(turn.look.hertz);
	}
	const [one, two] = stretches;
	if (!one || !two) throw new Error('There must be two turns to compare.');
	// Between and around the turns the chair alone is on the stage, and large.
	const between = colours[Math.round(((one.to + two.from) / 2000) * samplesPerSecond)];
	expect(isColour(between ?? [], chair.rgb)).toBe(true);
}

/** In milliseconds of the recording. */
function stretchOf(colours: number[][], look: Look): { from: number; to: number } {
	const first = colours.findIndex((colour) => isColour(colour, look.rgb));
	const last = colours.findLastIndex((colour) => isColour(colour, look.rgb));
	expect(first, `the recording shows ${look.name}`).toBeGreaterThan(-1);
	const within = colours.slice(first, last + 1).filter((colour) => isColour(colour, look.rgb)).length;
	expect(within / (last + 1 - first), `${look.name} is shown without a break`).toBeGreaterThan(0.9);
	return { from: (first * 1000) / samplesPerSecond, to: ((last + 1) * 1000) / samplesPerSecond };
}

/** The colour left of the middle, where the large picture of the layout is, several times a second. */
function sampleColours(video: string): number[][] {
	const filter = `fps=${samplesPerSecond},crop=iw*0.1:ih*0.2:iw*0.3:ih*0.45,scale=1:1:flags=area`;
	const raw = run(['-i', video, '-vf', filter, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']);
	return Array.from({ length: Math.floor(raw.length / 3) }, (_, index) => [
		...raw.subarray(index * 3, index * 3 + 3)
	]);
}

/** Which of these tones are heard in the second around this moment (Goertzel's algorithm on 8 kHz samples). */
function loudest(video: string, at: number, tones: number[]): number[] {
	const rate = 8000;
	const raw = run([
		'-ss',
		String(at),
		'-t',
		'1',
		'-i',
		video,
		'-ac',
		'1',
		'-ar',
		String(rate),
		'-f',
		's16le',
		'-'
	]);
	const samples = Array.from(
		{ length: Math.floor(raw.length / 2) },
		(_, index) => raw.readInt16LE(index * 2) / 32768
	);
	const powers = tones.map((tone) => {
		const step = 2 * Math.cos((2 * Math.PI * tone) / rate);
		let [before, last] = [0, 0];
		for (const sample of samples) [before, last] = [last, sample + step * last - before];
		return before ** 2 + last ** 2 - step * before * last;
	});
	const most = Math.max(...powers);
	return tones.filter((_, index) => (powers[index] ?? 0) > most / 10);
}

function probeFile(file: string) {
	const args = ['-v', 'error', '-show_streams', '-show_format', '-show_chapters', '-of', 'json', file];
	const result = spawnSync(ffmpeg.ffprobe, args, { encoding: 'utf8' });
	return v.parse(probeShape, JSON.parse(result.stdout));
}

function run(args: string[]): Buffer {
	const result = spawnSync(ffmpeg.ffmpeg, ['-v', 'error', ...args], { maxBuffer: 2 ** 28 });
	if (result.status !== 0) throw new Error(result.stderr.toString());
	return result.stdout;
}
