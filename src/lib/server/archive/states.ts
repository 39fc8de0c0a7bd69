import type { Steps } from '#lib/server/platform/steps.ts';

/** One uninterrupted stretch of a track, as captured. */
export const partSteps = {
	capturing: ['captured', 'failed'],
	// A failed part is checked again when the composition is tried again: the disk may be back.
	captured: ['checked', 'failed'],
	checked: ['checked', 'failed'],
	failed: ['checked', 'failed']
} as const satisfies Steps<'capturing' | 'captured' | 'checked' | 'failed'>;

export type PartState = keyof typeof partSteps;

/** Why a part cannot be used. */
export const partFailures = ['empty', 'missing', 'unreadable', 'writer_failed'] as const;
export type PartFailure = (typeof partFailures)[number];

export const recordingSteps = {
	capturing: ['captured', 'empty'],
	captured: ['composing'],
	// The archivist may be stopped at any point, and goes on where it was.
	composing: ['composing', 'ready', 'failed', 'empty'],
	ready: [],
	failed: ['captured'],
	empty: []
} as const satisfies Steps<'capturing' | 'captured' | 'composing' | 'ready' | 'failed' | 'empty'>;

export type RecordingState = keyof typeof recordingSteps;

/** Why a composition failed; each has its words in the archive's catalogue. */
export const recordingFailures = [
	'ffmpeg_missing',
	'ffmpeg_failed',
	'result_wrong',
	'disk_full',
	'internal'
] as const;
export type RecordingFailure = (typeof recordingFailures)[number];
