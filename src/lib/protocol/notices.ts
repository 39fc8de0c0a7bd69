// What a room tells its pages. Notices are past tense and carry the whole new value of their part.
import * as v from 'valibot';
import { consumerOptions, rtpCapabilities } from './media.ts';
import { arrangedSpeaker, offer } from './floor.ts';
import { paper, presented } from './papers.ts';
import { agendaItem, floor, hand, line, meeting, recording, site, snapshot, stageEntry } from './snapshot.ts';
import { announcement, thread } from './talk.ts';
import { id, personId } from './values.ts';
import { ballot, count, vote } from './votes.ts';
import { stillBatch, wallSite } from './wall.ts';

export const notices = {
	'meeting:changed': v.object({ meeting }),
	'agenda:changed': v.object({ agenda: v.array(agendaItem) }),
	/** Whom the plan lets speak on an item: only those who have spoken now, or would not. */
	'speakers:changed': v.object({ itemId: id, speakers: v.array(arrangedSpeaker) }),
	'papers:changed': v.object({ papers: v.array(paper) }),
	/** Null: none is shown to all. Pages that are turned fast are batched. */
	'presented:changed': v.object({ presented: v.nullable(presented) }),
	/** Only the sites that changed, batched. */
	'sites:changed': v.object({ sites: v.array(site) }),
	'hands:changed': v.object({ hands: v.array(hand) }),
	'floor:changed': v.object({ floor: v.array(floor) }),
	'offers:changed': v.object({ offers: v.array(offer) }),
	/** To the devices of one site what was just decided about it; to who conducts how a site answered when it was asked. */
	'site:told': v.object({
		siteId: id,
		what: v.picklist([
			'hand-dismissed',
			'floor-withdrawn',
			'offer-withdrawn',
			'offer-declined',
			'offer-expired'
		])
	}),
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
	/** To the devices of one site: it waits in the lobby now, or is let in again; this is what it knows from here on. */
	'lobby:changed': v.object({ snapshot }),
	/**
	 * Of this page: only sound comes, because its line is too weak for pictures or because the operator wants it so
	 * (`held`: then it may not send any either), or pictures come again.
	 */
	'line:changed': line,
	/** To those who look at the wall: the sites that changed, batched; all of them at first. */
	'wall:updated': v.object({ sites: v.array(wallSite) }),
	/** To those who look: the newest pictures of sites on their screen, as many as their line takes; answered by `stills:seen`. */
	'stills:came': stillBatch,
	/** What this page shall send for the wall: seconds between two; null while nobody looks. */
	'wall:wanted': v.object({ still: v.nullable(v.number()), report: v.nullable(v.number()) }),
	/** Chair or secretary closed the microphone of this page. */
	'microphone:muted': v.object({}),
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
	/** The chair was handed on, and this person's role is another one: what the page may know now. */
	'seat:changed': v.object({ snapshot }),
	/** This connection is over and must not come back by itself. */
	'seat:ended': v.object({
		reason: v.picklist(['replaced', 'removed', 'signed-out', 'meeting-ended', 'meeting-cancelled'])
	})
} as const;

export type NoticeName = keyof typeof notices;
export type NoticeData<N extends NoticeName> = v.InferOutput<(typeof notices)[N]>;
