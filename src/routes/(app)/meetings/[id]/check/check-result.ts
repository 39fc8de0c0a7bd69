// What the check of this page found, as it is sent.
import type { CheckResult, DeviceState } from '#lib/protocol/checks.ts';
import type { LocalTrack } from '#lib/room/media/local-media.svelte.ts';
import { browserName } from '#lib/room/wall/browser-name.ts';
import type { LineState, SpeakerState } from './device-test.svelte.ts';

const longestLabel = 100;

const speakers = { heard: 'good', silent: 'silent', failed: 'failed' } as const;

type Found = {
	local: { readonly camera: LocalTrack; readonly microphone: LocalTrack };
	meter: { readonly heard: boolean };
	speaker: SpeakerState;
	line: LineState;
};

/** Undefined while something is still being opened or asked. */
export function resultOf({ local, meter, speaker, line }: Found, userAgent: string): CheckResult | undefined {
	const opening = local.camera.state === 'starting' || local.microphone.state === 'starting';
	const answered = lineOf(line);
	if (opening || answered === undefined) return undefined;
	const microphone = deviceState(local.microphone);
	return {
		camera: deviceState(local.camera),
		microphone: microphone === 'good' && !meter.heard ? 'silent' : microphone,
		speaker:
			speaker === 'heard' || speaker === 'silent' || speaker === 'failed' ? speakers[speaker] : 'untested',
		line: answered,
		cameraName: labelOf(local.camera),
		microphoneName: labelOf(local.microphone),
		browser: browserName(userAgent)
	};
}

function lineOf(line: LineState): CheckResult['line'] | undefined {
	switch (line.state) {
		case 'good':
		case 'slow':
			return { state: line.state, delay: line.milliseconds };
		case 'failed':
			return { state: 'failed', delay: null };
		default:
			return undefined;
	}
}

function deviceState({ state }: LocalTrack): DeviceState {
	if (state === 'on') return 'good';
	return state === 'failed' ? 'failed' : 'off';
}

function labelOf(local: LocalTrack): string | null {
	return local.state === 'on' ? local.track.label.replaceAll('\0', '').slice(0, longestLabel) : null;
}

/** What this person's own check found, and when. */
export type OwnCheck = { at: Date; result: CheckResult };

export function checkedNow(result: CheckResult): OwnCheck {
	return { at: new Date(), result };
}
