// What the log says about a room now: a pure fold of its events. A restarted media server rebuilds its rooms from it.
import type { EventType, MeetingEvent, NewEvent } from '#lib/protocol/events.ts';
import type { ArrangedSpeaker, Offer } from '#lib/protocol/floor.ts';
import type { Floor, Hand, Handed, Recording } from '#lib/protocol/snapshot.ts';
import type { Announcement } from '#lib/protocol/talk.ts';
import type { ActingRole, Source } from '#lib/protocol/values.ts';
import {
	foldAgendaTimes,
	foldShownPaper,
	foldVotes,
	type AgendaTime,
	type LoggedVote,
	type ShownPaper
} from '#lib/server/events/events.ts';
import { came, consented, went, type Devices } from './devices.ts';
import { withEntry, without } from './maps.ts';

export type LoggedStageEntry = {
	siteId: string;
	personId: string | null;
	connectionId: string;
	producerId: string;
	source: Source;
};
type Called = Exclude<ArrangedSpeaker['state'], 'waiting'>;

export type RoomState = Devices & {
	/** Number of the last event that went in. */
	seq: number;
	openedAt: number | null;
	endedAt: number | null;
	/** To whom the chair was handed last; null while whom the plan names chairs. */
	handed: Handed | null;
	/** Who may act for the chair, when that was said in the room; else the plan says it. */
	actingRoles: readonly ActingRole[] | null;
	/** Sites that were sent out. */
	removed: ReadonlySet<string>;
	/** Sites of which the operator wants sound only. */
	limited: ReadonlySet<string>;
	/** Sites that wait in the lobby while the meeting goes on. */
	lobby: ReadonlySet<string>;
	/** In the order in which they were raised. */
	hands: readonly Hand[];
	/** In the order in which they were granted. */
	floor: readonly Floor[];
	/** Sites that are being asked to speak. */
	offers: readonly Offer[];
	/** Site → the agenda item on which it was asked last. */
	askedOn: ReadonlyMap<string, string | null>;
	/** How many may have the floor at once. */
	floorLimit: number;
	/** What a turn may take that the plan says nothing of; null without a limit. */
	turnMinutes: number | null;
	/** Agenda item → sites that were called on it, and whether they have spoken. */
	called: ReadonlyMap<string, ReadonlyMap<string, Called>>;
	stage: ReadonlyMap<string, LoggedStageEntry>;
	/** In the order in which items were begun. */
	agendaTimes: readonly AgendaTime[];
	currentItemId: string | null;
	/** To all; null: none. */
	shownPaper: ShownPaper | null;
	/** Whether who has the floor may show papers, too. */
	papersOpen: boolean;
	/** In the order of their opening. */
	votes: readonly LoggedVote[];
	/** In the order in which they were made. */
	announcements: readonly Announcement[];
	/** Whether sites may write to the desk. */
	messagesOpen: boolean;
	recording: Recording;
	/** Parts that were begun and not ended. */
	parts: ReadonlySet<string>;
};

export const blank: RoomState = {
	seq: 0,
	openedAt: null,
	endedAt: null,
	handed: null,
	actingRoles: null,
	connections: new Map(),
	gone: new Map(),
	parted: new Map(),
	presence: new Map(),
	removed: new Set(),
	limited: new Set(),
	lobby: new Set(),
	hands: [],
	floor: [],
	offers: [],
	askedOn: new Map(),
	floorLimit: 1,
	turnMinutes: null,
	consents: new Map(),
	called: new Map(),
	stage: new Map(),
	agendaTimes: [],
	currentItemId: null,
	shownPaper: null,
	papersOpen: true,
	votes: [],
	announcements: [],
	messagesOpen: true,
	recording: { state: 'off', startedAt: null },
	parts: new Set()
};

type Change = Partial<RoomState>;
type EventOf<T extends EventType> = Extract<MeetingEvent, { type: T }>;
type Folds = { [T in EventType]: (state: RoomState, event: EventOf<T>) => Change };

const folds: Folds = {
	'meeting:opened': (_, { at }) => ({ openedAt: at }),
	'meeting:ended': (_, { at }) => ({ endedAt: at, currentItemId: null, hands: [], floor: [], offers: [] }),
	'chair:handed': (_, { at, data }) => ({ handed: { ...data, at } }),
	'acting:allowed': (_, { data }) => ({ actingRoles: data.roles }),
	'site:connected': came,
	'site:consented': (state, { siteId, data }) =>
		siteId === null ? {} : { consents: consented(state, data.connectionId, siteId, data.consent) },
	'site:disconnected': went,
	'site:removed': (state, { siteId }) =>
		siteId === null
			? {}
			: { removed: withMember(state.removed, siteId, true), lobby: withMember(state.lobby, siteId, false) },
	'site:admitted': (state, { siteId }) =>
		siteId === null ? {} : { removed: withMember(state.removed, siteId, false) },
	'site:limited': (state, { siteId, data }) =>
		siteId === null ? {} : { limited: withMember(state.limited, siteId, data.audioOnly) },
	'lobby:entered': (state, { siteId }) =>
		siteId === null ? {} : { lobby: withMember(state.lobby, siteId, true) },
	'lobby:left': (state, { siteId }) =>
		siteId === null ? {} : { lobby: withMember(state.lobby, siteId, false) },
	'hand:raised': (state, { siteId, at }) =>
		siteId === null ? {} : { hands: [...withoutSite(state.hands, siteId), { siteId, raisedAt: at }] },
	'hand:lowered': (state, { siteId }) => ({ hands: withoutSite(state.hands, siteId) }),
	'floor:granted': (state, { siteId, at, data }) => {
		if (siteId === null) return {};
		const granted: Floor = { siteId, grantedAt: at, minutes: data.minutes ?? null };
		const called = withCalled(state.called, state.currentItemId, siteId, 'spoken');
		return { floor: [...withoutSite(state.floor, siteId), granted], called };
	},
	'floor:ended': (state, { siteId }) => ({ floor: withoutSite(state.floor, siteId) }),
	'floor:limited': (_, { data }) => ({ floorLimit: data.limit }),
	'floor:timed': (_, { data }) => ({ turnMinutes: data.minutes }),
	'offer:made': (state, { siteId, at, data }) => {
		if (siteId === null) return {};
		const made = { siteId, offeredAt: at, until: at + data.wait };
		return {
			offers: [...withoutSite(state.offers, siteId), made],
			askedOn: withEntry(state.askedOn, siteId, state.currentItemId)
		};
	},
	'offer:ended': (state, { siteId, data }) => {
		const offers = withoutSite(state.offers, siteId);
		const unwilling = data.reason === 'declined' || data.reason === 'expired';
		if (siteId === null || !unwilling) return { offers };
		// The chair may have gone on meanwhile: on the next item nobody has asked it.
		const itemId = state.askedOn.get(siteId) ?? null;
		return { offers, called: withCalled(state.called, itemId, siteId, 'declined') };
	},
	'stage:entered': (state, { siteId, personId, data }) =>
		siteId === null ? {} : { stage: withEntry(state.stage, data.producerId, { siteId, personId, ...data }) },
	'stage:left': (state, { data }) => ({ stage: without(state.stage, data.producerId) }),
	'stage:paused': () => ({}),
	'stage:resumed': () => ({}),
	'agenda:begun': (_, { data }) => ({ currentItemId: data.itemId }),
	'paper:shown': () => ({}),
	'paper:turned': () => ({}),
	'paper:hidden': () => ({}),
	'papers:switched': (_, { data }) => ({ papersOpen: data.open }),
	'vote:opened': withVotes,
	'vote:cast': withVotes,
	'vote:marked': withVotes,
	'vote:closed': withVotes,
	'vote:counted': withVotes,
	'vote:cancelled': withVotes,
	'roll:taken': () => ({}),
	'announcement:made': (state, { siteId, at, data }) =>
		siteId === null ? {} : { announcements: [...state.announcements, { siteId, at, ...data }] },
	'messages:switched': (_, { data }) => ({ messagesOpen: data.open }),
	'recording:announced': (state) => ({ recording: { ...state.recording, state: 'announced' } }),
	'recording:started': (_, { at }) => ({ recording: { state: 'on', startedAt: at } }),
	'recording:stopped': (state) => ({ recording: { ...state.recording, state: 'off' } }),
	'part:started': (state, { data }) => ({ parts: withMember(state.parts, data.partId, true) }),
	'part:ended': (state, { data }) => ({ parts: withMember(state.parts, data.partId, false) })
};

export function fold(state: RoomState, event: MeetingEvent): RoomState {
	const shownPaper = foldShownPaper(state.shownPaper, event);
	const agendaTimes = foldAgendaTimes(state.agendaTimes, event);
	return { ...state, shownPaper, agendaTimes, ...change(state, event.type, event), seq: event.seq };
}

export function has(list: readonly { siteId: string }[], siteId: string): boolean {
	return list.some((entry) => entry.siteId === siteId);
}

/** With a device, or with one that a restart parted from its page and that is waited for. */
export function hasSeat(state: Pick<RoomState, 'presence' | 'parted'>, siteId: string): boolean {
	return isConnected(state, siteId) || state.parted.has(siteId);
}

export function isConnected({ presence }: Pick<RoomState, 'presence'>, siteId: string): boolean {
	return (presence.get(siteId)?.connections ?? 0) > 0;
}

/** In the meeting, for all that counts who is there: with a seat, and not in the lobby. */
export function isPresent(state: RoomState, siteId: string): boolean {
	return hasSeat(state, siteId) && !state.lobby.has(siteId);
}

/** As it will be when these are written. */
export function foresee(
	state: RoomState,
	events: readonly NewEvent[],
	meetingId: string,
	at: number
): RoomState {
	return events.reduce((before, event) => {
		const { siteId = null, personId = null } = event;
		return fold(before, { meetingId, seq: before.seq + 1, at, ...event, siteId, personId });
	}, state);
}

export function foldAll(state: RoomState, events: readonly MeetingEvent[]): RoomState {
	return events.reduce(fold, state);
}

function change<T extends EventType>(state: RoomState, type: T, event: MeetingEvent): Change {
	return isOf(event, type) ? folds[type](state, event) : {};
}

function isOf<T extends EventType>(event: MeetingEvent, type: T): event is EventOf<T> {
	return event.type === type;
}

function withVotes(state: RoomState, event: MeetingEvent): Change {
	return { votes: foldVotes(state.votes, event) };
}

/** Who has spoken once has spoken, whatever it answers the next time. */
function withCalled(
	called: RoomState['called'],
	itemId: string | null,
	siteId: string,
	how: Called
): RoomState['called'] {
	if (itemId === null) return called;
	const onItem = called.get(itemId) ?? new Map<string, Called>();
	if (onItem.get(siteId) === 'spoken') return called;
	return withEntry(called, itemId, withEntry(onItem, siteId, how));
}

function withoutSite<T extends { siteId: string }>(list: readonly T[], siteId: string | null): T[] {
	return list.filter((entry) => entry.siteId !== siteId);
}

function withMember(set: ReadonlySet<string>, member: string, isIn: boolean): ReadonlySet<string> {
	const others = [...set].filter((one) => one !== member);
	return new Set(isIn ? [...others, member] : others);
}
