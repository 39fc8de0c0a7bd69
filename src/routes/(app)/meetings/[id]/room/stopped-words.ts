import { m } from '#lib/paraglide/messages.js';
import { connectionWords } from '#lib/room/connection/connection-words.ts';
import type { EndReason } from '#lib/room/connection/connection-states.ts';

const advice: Record<EndReason, () => string> = {
	replaced: () => m.room_ended_replaced_advice(),
	removed: () => m.room_ended_removed_advice(),
	'signed-out': () => m.room_ended_signed_out_advice(),
	'meeting-ended': () => m.room_over_text(),
	'meeting-cancelled': () => m.room_ended_cancelled_advice()
};

/** Why the seat ended by the room's will, and what can be done. */
export function stoppedWords(reason: EndReason): { happened: string; advice: string } {
	return { happened: connectionWords({ name: 'ended', reason }), advice: advice[reason]() };
}
