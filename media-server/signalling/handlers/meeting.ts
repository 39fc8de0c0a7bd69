import { startRecording } from '#lib/server/archive/archive.ts';
import { endMeeting, openMeeting } from '#lib/server/meetings/meetings.ts';
import type { MeetingEvent } from '#lib/protocol/events.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import * as decisions from '../../rooms/log/decisions.ts';
import { refusal } from '../../rooms/rules.ts';
import type { Handlers } from '../context.ts';

export const meeting: Handlers<'room:leave' | 'agenda:begin' | 'meeting:open' | 'meeting:end'> = {
	'room:leave'({ room, peer }) {
		room.leave(peer);
		return {};
	},

	async 'agenda:begin'({ room, peer }, { itemId }) {
		await room.decide((state) => decisions.beginItem(state, room.plan.agenda, itemId, peer.personId));
		return {};
	},

	async 'meeting:open'({ room, peer }) {
		await room.readAgain();
		// Somebody else may have been named meanwhile.
		const code = refusal('meeting:open', peer.role, room.phase, room.actingRoles);
		if (code !== undefined) throw new CodedError(code);
		const takeRoll = await room.rollCall();
		await room.lead(
			peer,
			(state) => [...decisions.openMeeting(peer), ...takeRoll(state, 'opening', peer)],
			async (tx, events) => {
				await openMeeting(tx, room.meetingId, timeOf(events, 'meeting:opened'));
				await startRecording(tx, room.meetingId);
			}
		);
		return {};
	},

	async 'meeting:end'({ room, peer }) {
		const takeRoll = await room.rollCall();
		await room.lead(
			peer,
			(state) => [...takeRoll(state, 'end', peer), ...decisions.endMeeting(state, peer)],
			(tx, events) => endMeeting(tx, room.meetingId, timeOf(events, 'meeting:ended'))
		);
		return {};
	}
};

/** The table and the log say the same moment. */
function timeOf(events: MeetingEvent[], type: 'meeting:opened' | 'meeting:ended'): Date {
	const event = events.find((one) => one.type === type);
	if (event === undefined) throw new Error(`${type} was not written`);
	return new Date(event.at);
}
