// The catalogue of the meeting's log (`meeting_events`): every fact about a meeting, each stored once.
// Roll, floor, speaking times, chapters, the minutes' draft and the recording's layout are readings of it.
import * as v from 'valibot';
import { floorLimit, turnMinutes } from './floor.ts';
import { pageNumber } from './papers.ts';
import { takenRoll } from './roll.ts';
import { actingRole, id, personId, role, source, text } from './values.ts';
import { choice, electorate, quorum, tally, voter } from './votes.ts';

const empty = v.object({});

export const eventData = {
	'meeting:opened': empty,
	'meeting:ended': empty,
	/** From now on this person chairs. */
	'chair:handed': v.object({ personId, personName: text }),
	/** Who may act for the chair from now on; at first whom the plan allows to. */
	'acting:allowed': v.object({ roles: v.array(actingRole) }),
	/** A device of the site entered or left; `connectionId` tells devices of one site apart. */
	'site:connected': v.object({
		connectionId: id,
		consent: v.optional(v.boolean()),
		/** Hears and sees, and makes no site present. */
		observes: v.optional(v.boolean())
	}),
	/** Whether this device may be heard and seen as soon as its site is called. */
	'site:consented': v.object({ connectionId: id, consent: v.boolean() }),
	'site:disconnected': v.object({
		connectionId: id,
		reason: v.picklist(['left', 'lost', 'replaced', 'removed', 'signed-out', 'server-restarted'])
	}),
	/** Sent out of the room, and let in again. */
	'site:removed': empty,
	'site:admitted': empty,
	/** The operator wants sound only of this site, or lets it have pictures again. */
	'site:limited': v.object({ audioOnly: v.boolean() }),
	/** Waits outside of the running meeting, its devices stay; and is let in again. */
	'lobby:entered': empty,
	'lobby:left': empty,
	'hand:raised': empty,
	'hand:lowered': v.object({ by: v.picklist(['site', 'chair', 'floor']) }),
	/** Without `minutes` the turn may take as long as it takes. */
	'floor:granted': v.object({ minutes: v.optional(turnMinutes) }),
	/** `returned` by the site itself, `withdrawn` by chair or secretary, `lost` when its last device went, `ended` with the meeting. */
	'floor:ended': v.object({ reason: v.picklist(['returned', 'withdrawn', 'lost', 'ended']) }),
	'floor:limited': v.object({ limit: floorLimit }),
	'floor:timed': v.object({ minutes: v.nullable(turnMinutes) }),
	/** Called without having asked: the site is asked, for `wait` milliseconds. */
	'offer:made': v.object({ wait: v.number() }),
	'offer:ended': v.object({ reason: v.picklist(['accepted', 'declined', 'expired', 'withdrawn', 'lost']) }),
	/** A picture or sound of the site went on or off the stage. */
	'stage:entered': v.object({ connectionId: id, producerId: id, source }),
	'stage:left': v.object({ connectionId: id, producerId: id, source }),
	/** Switched off and on by the site itself while it stays on the stage. */
	'stage:paused': v.object({ connectionId: id, producerId: id, source }),
	'stage:resumed': v.object({ connectionId: id, producerId: id, source }),
	'agenda:begun': v.object({ itemId: id, title: text }),
	/** To all, until it is hidden, another one is shown or the next item begins; with the floor (`byFloor`) until that ends. */
	'paper:shown': v.object({ paperId: id, title: text, page: pageNumber, byFloor: v.boolean() }),
	/** A page that stood for a while, or the last one; `at` is when it was turned to. */
	'paper:turned': v.object({ paperId: id, page: pageNumber }),
	'paper:hidden': empty,
	/** Whether who has the floor may show papers, too. */
	'papers:switched': v.object({ open: v.boolean() }),
	/** Who may vote is settled with the opening. */
	'vote:opened': v.object({
		voteId: id,
		question: text,
		secret: v.boolean(),
		electorate,
		voters: v.array(voter),
		quorum
	}),
	/** In an open vote; the last one of a voter counts. */
	'vote:cast': v.object({ voteId: id, ballotId: id, voterId: personId, choice, text }),
	/** In a secret vote: who has voted, and nothing of what. */
	'vote:marked': v.object({ voteId: id, ballotId: id, voterId: personId }),
	'vote:closed': v.object({ voteId: id, quorum }),
	/** The sum of a secret vote; that of an open one is read from what was cast. */
	'vote:counted': v.object({ voteId: id, tally }),
	/** `unreadable`: the key to a secret vote's sum is gone. */
	'vote:cancelled': v.object({ voteId: id, reason: v.picklist(['withdrawn', 'unreadable']) }),
	/** Who was there at this moment, as far as the replies, the lists of people and the connections tell. */
	'roll:taken': takenRoll,
	/** In writing, to all. The role in which it was said; the name as it was then. */
	'announcement:made': v.object({ announcementId: id, role, personName: text, text }),
	/** Whether sites may write to the desk; what they write is in no log. */
	'messages:switched': v.object({ open: v.boolean() }),
	'recording:announced': empty,
	'recording:started': empty,
	'recording:stopped': empty,
	/** `offset`: milliseconds from recording:started to the part's first packet. */
	'part:started': v.object({ partId: id, producerId: id, source, offset: v.number() }),
	'part:ended': v.object({
		partId: id,
		reason: v.picklist(['stage-left', 'recording-stopped', 'rotated', 'failed', 'server-restarted'])
	})
} as const;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = v.InferOutput<(typeof eventData)[T]>;

type EventOf<T extends EventType> = {
	meetingId: string;
	seq: number;
	/** Milliseconds since 1970-01-01T00:00Z. */
	at: number;
	type: T;
	siteId: string | null;
	personId: string | null;
	data: EventData<T>;
};
export type MeetingEvent = { [T in EventType]: EventOf<T> }[EventType];
type NewEventOf<T extends EventType> = {
	type: T;
	/** When it happened, if that is not the moment of writing. */
	at?: number;
	siteId?: string | null;
	personId?: string | null;
	data: EventData<T>;
};
/** An event before the log has given it its number. */
export type NewEvent = { [T in EventType]: NewEventOf<T> }[EventType];
