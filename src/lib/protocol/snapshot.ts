// What a page knows about a room: one snapshot when it joins, then changes. Every change carries the whole
// new value of its part, so a lost message is healed by the next one or by a new snapshot.
import * as v from 'valibot';
import { arrangedSpeaker, floorLimit, offer, turnMinutes } from './floor.ts';
import { paper, presented } from './papers.ts';
import { quorumRule } from './roll.ts';
import { announcement, thread } from './talk.ts';
import {
	actingRole,
	conduct,
	id,
	instant,
	meetingState,
	personId,
	quantity,
	role,
	source,
	text
} from './values.ts';
import { ballot, count, vote } from './votes.ts';

export const me = v.object({
	connectionId: id,
	siteId: id,
	siteName: text,
	personId,
	personName: text,
	role
});

export const site = v.object({
	siteId: id,
	name: text,
	/** The unit above, to tell apart five commune names that occur twice. */
	parentName: text,
	level: text,
	kind: v.picklist(['main', 'component']),
	connected: v.boolean(),
	/** Cut off by a restart of the media server a moment ago and waited for: counts as being there. */
	parted: v.boolean(),
	/** Wall clock of the last change of `connected`; null while it never connected. */
	since: v.nullable(instant),
	/** Is away because it left the room itself, and was not lost. */
	left: v.boolean(),
	/** Agreed to be heard and seen as soon as it is called, without having asked. */
	consents: v.boolean(),
	/** Waits outside of the running meeting. */
	inLobby: v.boolean()
});

export const agendaItem = v.object({
	itemId: id,
	position: v.number(),
	title: text,
	presenter: text,
	plannedMinutes: v.number(),
	/** When it was taken up last; null until begun. */
	begunAt: v.nullable(instant),
	/** Milliseconds that it was dealt with each time that is over. */
	used: quantity,
	/** Since when it is dealt with now; null while another one is, or none. */
	runningSince: v.nullable(instant),
	/** In the order in which they speak. */
	speakers: v.array(arrangedSpeaker)
});

export const hand = v.object({ siteId: id, raisedAt: instant });
/** `minutes`: what the turn may take; null without a limit. */
export const floor = v.object({ siteId: id, grantedAt: instant, minutes: v.nullable(turnMinutes) });

/** One picture or sound on the stage; the page asks for nothing, the server sends consumers. */
export const stageEntry = v.object({
	siteId: id,
	siteName: text,
	connectionId: id,
	personName: text,
	role,
	producerId: id,
	source,
	paused: v.boolean()
});

export const recording = v.object({
	state: v.picklist(['off', 'announced', 'on', 'failed']),
	startedAt: v.nullable(instant)
});

/** To whom the chair was handed last, which may be whom the plan names. */
export const handed = v.object({ personId, personName: text, at: instant });
export type Handed = v.InferOutput<typeof handed>;

export const meeting = v.object({
	meetingId: id,
	title: text,
	conduct,
	state: meetingState,
	startsAt: instant,
	openedAt: v.nullable(instant),
	endedAt: v.nullable(instant),
	currentItemId: v.nullable(id),
	/** Whether sites may write to the desk. */
	messagesOpen: v.boolean(),
	/** Whether who has the floor may show papers, too. */
	papersOpen: v.boolean(),
	/** What the quorum is judged by. */
	quorumRule,
	floorLimit,
	/** Of a turn that the plan says nothing else of; null without a limit. */
	turnMinutes: v.nullable(turnMinutes),
	/** Who may act for the chair. */
	actingRoles: v.array(actingRole),
	/** Null while whom the plan names chairs. */
	handed: v.nullable(handed),
	/** Whoever chairs now. */
	chairName: text,
	/** Since when whoever chairs is missed: they have gone, or have not come to the planned beginning, which may lie ahead. */
	chairMissedSince: v.nullable(instant),
	/** Whom the plan names, and who is to chair when that one cannot. */
	plannedChairId: personId,
	deputyId: v.nullable(personId)
});

/** What comes to this page and may go from it. */
export const line = v.object({
	/** Only sound, because its line is too weak for pictures or because the operator wants it so. */
	audioOnly: v.boolean(),
	/** The operator does: then it may send no pictures either. */
	held: v.boolean()
});

export const snapshot = v.object({
	me,
	line,
	/** Server clock, so that every page's clocks agree. */
	now: instant,
	meeting,
	agenda: v.array(agendaItem),
	/** In the order of the agenda; those of the whole meeting last. */
	papers: v.array(paper),
	/** The paper that is shown to all. */
	presented: v.nullable(presented),
	sites: v.array(site),
	hands: v.array(hand),
	floor: v.array(floor),
	offers: v.array(offer),
	stage: v.array(stageEntry),
	recording,
	/** In the order of their opening; the last one may be open. */
	votes: v.array(vote),
	ballot: v.nullable(ballot),
	count: v.nullable(count),
	/** The last ones, oldest first. */
	announcements: v.array(announcement),
	/** The own conversation with the desk; for the desk those of all sites that have one. */
	threads: v.array(thread)
});

type Whereabouts = Pick<Site, 'connected' | 'parted' | 'inLobby'>;

/** In the meeting: who waits in the lobby is connected, and neither hears nor counts. */
export function isPresent({ connected, parted, inLobby }: Whereabouts): boolean {
	return (connected || parted) && !inLobby;
}

/** Hears and can be heard now. */
export function isReachable({ connected, inLobby }: Pick<Site, 'connected' | 'inLobby'>): boolean {
	return connected && !inLobby;
}

/** How a site is away: it never came, a restart parted it from its seat, it left by itself, or it was lost. */
export function awayAs({ since, parted, left }: Pick<Site, 'since' | 'parted' | 'left'>): Away {
	if (since === null) return 'absent';
	if (parted) return 'parted';
	return left ? 'left' : 'lost';
}
export type Away = 'absent' | 'parted' | 'left' | 'lost';

export type PageLine = v.InferOutput<typeof line>;
export type Me = v.InferOutput<typeof me>;
export type Site = v.InferOutput<typeof site>;
export type AgendaItem = v.InferOutput<typeof agendaItem>;
export type Hand = v.InferOutput<typeof hand>;
export type Floor = v.InferOutput<typeof floor>;
export type StageEntry = v.InferOutput<typeof stageEntry>;
export type Recording = v.InferOutput<typeof recording>;
export type Meeting = v.InferOutput<typeof meeting>;
export type Snapshot = v.InferOutput<typeof snapshot>;
