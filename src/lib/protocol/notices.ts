// What a room tells its pages. Notices are past tense and carry the whole new value of their part.
import * as v from 'valibot';
import { consumerOptions, rtpCapabilities } from './media.ts';
import { agendaItem, floor, hand, meeting, recording, site, stageEntry } from './snapshot.ts';
import { announcement, thread } from './talk.ts';
import { id, personId } from './values.ts';
import { ballot, count, vote } from './votes.ts';

export const notices = {
	'meeting:changed': v.object({ meeting }),
	'agenda:changed': v.object({ agenda: v.array(agendaItem) }),
	/** Only the sites that changed, batched. */
	'sites:changed': v.object({ sites: v.array(site) }),
	'hands:changed': v.object({ hands: v.array(hand) }),
	'floor:changed': v.object({ floor: v.array(floor) }),
	'stage:changed': v.object({ stage: v.array(stageEntry) }),
	/** One vote: opened, how many have voted (batched), closed with its result. */
	'vote:changed': v.object({ vote }),
	/** To the devices of one voter. Null: it has none in the vote that is open, or none is. */
	'ballot:changed': v.object({ ballot: v.nullable(ballot) }),
	/** To who conducts; batched. */
	'count:changed': v.object({ count: v.nullable(count) }),
	'announcement:made': v.object({ announcement }),
	/** To the devices of one site and to the desk: how much was written, and the last of it. */
	'thread:changed': v.object({ thread }),
	'recording:changed': v.object({ recording }),
	/** Who speaks loudest now; null when nobody does. */
	'speaker:changed': v.object({ siteId: v.nullable(id), personId: v.nullable(personId) }),
	/** Of this page: its line is too weak for pictures, so that only sound comes, or fit for them again. */
	'line:changed': v.object({ audioOnly: v.boolean() }),
	'consumer:created': v.object({ consumer: consumerOptions }),
	'consumer:closed': v.object({ consumerId: id }),
	'consumer:paused': v.object({ consumerId: id }),
	'consumer:resumed': v.object({ consumerId: id }),
	/** The server closed one of this page's own producers, because the right to it ended. */
	'producer:closed': v.object({
		producerId: id,
		reason: v.picklist(['floor-ended', 'meeting-ended', 'failed'])
	}),
	/** A media worker died and was replaced: every transport, producer and consumer is gone, the seat stands. */
	'media:restarted': v.object({ routerRtpCapabilities: rtpCapabilities }),
	/** This connection is over and must not come back by itself. */
	'seat:ended': v.object({
		reason: v.picklist(['replaced', 'removed', 'signed-out', 'meeting-ended', 'meeting-cancelled'])
	})
} as const;

export type NoticeName = keyof typeof notices;
export type NoticeData<N extends NoticeName> = v.InferOutput<(typeof notices)[N]>;
