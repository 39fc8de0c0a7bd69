import { m } from '#lib/paraglide/messages.js';
import type { LocalTrack } from '#lib/room/media/local-media.svelte.ts';
import { microphoneRow, type Row } from '../../check/check-rows.ts';

/** In the room nobody is asked to speak a test sentence: a microphone that is open is ready. */
export function waitingMicrophone(microphone: LocalTrack): Row {
	return microphone.state === 'on'
		? { tone: 'good', word: m.room_microphone_ready() }
		: microphoneRow(microphone, false);
}
