// The log's rows, parsed through the catalogue: what stands in `data` is believed only after this.
import * as v from 'valibot';
import { eventData, type EventType, type MeetingEvent } from '#lib/protocol/events.ts';
import { id, instant, personId } from '#lib/protocol/values.ts';

const shape = <T extends EventType>(type: T) =>
	v.object({
		meetingId: id,
		seq: v.number(),
		at: instant,
		type: v.literal(type),
		siteId: v.nullable(id),
		personId: v.nullable(personId),
		data: eventData[type]
	});

const event = v.variant('type', [
	shape('meeting:opened'),
	shape('meeting:ended'),
	shape('chair:handed'),
	shape('acting:allowed'),
	shape('site:connected'),
	shape('site:consented'),
	shape('site:disconnected'),
	shape('hand:raised'),
	shape('hand:lowered'),
	shape('floor:granted'),
	shape('floor:ended'),
	shape('floor:limited'),
	shape('floor:timed'),
	shape('offer:made'),
	shape('offer:ended'),
	shape('stage:entered'),
	shape('stage:left'),
	shape('stage:paused'),
	shape('stage:resumed'),
	shape('agenda:begun'),
	shape('paper:shown'),
	shape('paper:turned'),
	shape('paper:hidden'),
	shape('papers:switched'),
	shape('vote:opened'),
	shape('vote:cast'),
	shape('vote:marked'),
	shape('vote:closed'),
	shape('vote:counted'),
	shape('vote:cancelled'),
	shape('roll:taken'),
	shape('announcement:made'),
	shape('messages:switched'),
	shape('recording:announced'),
	shape('recording:started'),
	shape('recording:stopped'),
	shape('site:removed'),
	shape('site:admitted'),
	shape('site:limited'),
	shape('lobby:entered'),
	shape('lobby:left'),
	shape('part:started'),
	shape('part:ended')
]);

export function parseEvent(row: unknown): MeetingEvent {
	return v.parse(event, row);
}
