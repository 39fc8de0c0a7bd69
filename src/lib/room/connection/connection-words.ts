// The sentence that belongs to each state of the connection.
import { m } from '#lib/paraglide/messages.js';
import type { ConnectionState, EndReason } from './connection-states.ts';

export function connectionWords(state: ConnectionState): string {
	switch (state.name) {
		case 'idle':
		case 'connecting':
			return m.room_connecting();
		case 'joined':
			return m.room_joined();
		case 'reconnecting':
			return m.room_reconnecting({ attempt: state.attempt });
		case 'ended':
			return endWords[state.reason]();
		case 'refused':
			return m.room_refused();
	}
}

const endWords: Record<EndReason, () => string> = {
	replaced: () => m.room_ended_replaced(),
	removed: () => m.room_ended_removed(),
	'signed-out': () => m.room_ended_signed_out(),
	'meeting-ended': () => m.room_ended_meeting(),
	'meeting-cancelled': () => m.room_ended_cancelled()
};
