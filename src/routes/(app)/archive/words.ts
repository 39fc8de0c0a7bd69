// The states of a recording and of minutes in words.
import type { Tone } from '#lib/components/tone.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RecordingFailure, RecordView } from '#lib/server/archive/archive.ts';
import type { MinutesState } from '#lib/server/minutes/minutes.ts';

export type ShownState = RecordView['recording']['state'];

const recordingWords: Record<ShownState, () => string> = {
	capturing: m.archive_state_capturing,
	captured: m.archive_state_captured,
	composing: m.archive_state_composing,
	ready: m.archive_state_ready,
	failed: m.archive_state_failed,
	empty: m.archive_state_empty,
	none: m.archive_state_none
};

const recordingTones: Record<ShownState, Tone> = {
	capturing: 'primary',
	captured: 'primary',
	composing: 'primary',
	ready: 'good',
	failed: 'weak',
	empty: 'absent',
	none: 'absent'
};

const failureWords: Record<RecordingFailure, () => string> = {
	ffmpeg_missing: m.archive_failure_ffmpeg_missing,
	ffmpeg_failed: m.archive_failure_ffmpeg_failed,
	result_wrong: m.archive_failure_result_wrong,
	disk_full: m.archive_failure_disk_full,
	internal: m.archive_failure_internal
};

const minutesWords: Record<MinutesState, () => string> = {
	draft: m.archive_minutes_draft,
	approved: m.archive_minutes_approved,
	signed: m.archive_minutes_signed,
	issued: m.archive_minutes_issued,
	replaced: m.archive_minutes_replaced
};

export const recordingWord = (state: ShownState): string => recordingWords[state]();
export const recordingTone = (state: ShownState): Tone => recordingTones[state];
export const failureWord = (failure: RecordingFailure): string => failureWords[failure]();
export const minutesWord = (state: MinutesState): string => minutesWords[state]();
