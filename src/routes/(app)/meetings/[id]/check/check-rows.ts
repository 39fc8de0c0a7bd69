// What each row of the check says, as a function of what is known. Pure.
import { codedErrorText } from '#lib/components/error-texts.ts';
import { m } from '#lib/paraglide/messages.js';
import type { LocalTrack } from '#lib/room/media/local-media.svelte.ts';
import type { LineState, SpeakerState } from './device-test.svelte.ts';
import { faultWords } from './fault-words.ts';

export type Row = {
	tone: 'good' | 'weak' | 'absent' | 'fault';
	/** Beside the point. */
	word: string;
	/** What to do, where something is to be done. */
	advice?: string;
};

export function cameraRow(camera: LocalTrack): Row {
	switch (camera.state) {
		case 'on':
			return { tone: 'good', word: m.check_camera_good() };
		case 'starting':
			return { tone: 'weak', word: m.check_opening(), advice: m.check_opening_advice() };
		case 'off':
			return { tone: 'absent', word: m.check_off() };
		case 'failed':
			return faultRow('camera', camera);
	}
}

export function microphoneRow(microphone: LocalTrack, heard: boolean): Row {
	switch (microphone.state) {
		case 'on':
			return heard
				? { tone: 'good', word: m.check_microphone_good() }
				: { tone: 'weak', word: m.check_microphone_silent(), advice: m.check_microphone_speak() };
		case 'starting':
			return { tone: 'weak', word: m.check_opening(), advice: m.check_opening_advice() };
		case 'off':
			return { tone: 'absent', word: m.check_off() };
		case 'failed':
			return faultRow('microphone', microphone);
	}
}

function faultRow(source: 'camera' | 'microphone', failed: Extract<LocalTrack, { state: 'failed' }>): Row {
	const { happened, advice } = faultWords(source, failed.fault);
	return { tone: 'fault', word: happened, advice };
}

const speakerRows: Record<SpeakerState, () => Row> = {
	untested: () => ({
		tone: 'absent',
		word: m.check_speaker_untested(),
		advice: m.check_speaker_play_advice()
	}),
	playing: () => ({ tone: 'weak', word: m.check_speaker_playing() }),
	asked: () => ({ tone: 'weak', word: m.check_speaker_asked() }),
	heard: () => ({ tone: 'good', word: m.check_speaker_good() }),
	silent: () => ({ tone: 'fault', word: m.check_speaker_silent(), advice: m.check_speaker_silent_advice() }),
	failed: () => ({ tone: 'fault', word: m.check_speaker_failed(), advice: m.check_speaker_failed_advice() })
};

export function speakerRow(state: SpeakerState): Row {
	return speakerRows[state]();
}

export function lineRow(line: LineState): Row {
	switch (line.state) {
		case 'unknown':
		case 'asking':
			return { tone: 'weak', word: m.check_line_asking() };
		case 'good':
			return {
				tone: 'good',
				word: m.check_line_good({ milliseconds: line.milliseconds }),
				advice: m.check_line_scope()
			};
		case 'slow':
			return {
				tone: 'weak',
				word: m.check_line_slow({ milliseconds: line.milliseconds }),
				advice: m.check_line_slow_advice()
			};
		case 'failed': {
			const { happened, advice } = codedErrorText(line.code);
			return { tone: 'fault', word: happened, advice };
		}
	}
}
