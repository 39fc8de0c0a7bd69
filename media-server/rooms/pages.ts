// What all pages of a room are told. Every notice carries the whole new value of its part.
import type { EventType, MeetingEvent } from '#lib/protocol/events.ts';
import type { NoticeData, NoticeName } from '#lib/protocol/notices.ts';
import type { StageEntry } from '#lib/protocol/snapshot.ts';
import type { Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import { chairOf } from './chair/chair.ts';
import type { Tell } from './line.ts';
import type { Peer } from './peer.ts';
import { Pace } from './pace.ts';
import { Roster } from './presence/roster.ts';
import {
	agendaPart,
	meetingFromLobby,
	meetingPart,
	recordingPart,
	siteParts,
	speakersOf
} from './snapshot.ts';
import type { RoomState } from './log/state.ts';
import { followAnnouncements } from './talk/announcements.ts';
import { tellSites } from './told.ts';
import { VotePages } from './votes/vote-pages.ts';

type Part = 'meeting' | 'agenda' | 'papers' | 'hands' | 'floor' | 'offers' | 'recording';

/** Which parts an event changes. Sites go by the roster, the stage by its own list, votes by pages of their own. */
const touched: Record<EventType, Part[]> = {
	'meeting:opened': ['meeting', 'agenda'],
	'meeting:ended': ['meeting', 'agenda', 'hands', 'floor', 'offers'],
	'chair:handed': ['meeting'],
	'acting:allowed': ['meeting'],
	'site:connected': [],
	'site:consented': [],
	'site:disconnected': [],
	'site:removed': [],
	'site:admitted': [],
	'site:limited': [],
	'lobby:entered': [],
	'lobby:left': [],
	'hand:raised': ['hands'],
	'hand:lowered': ['hands'],
	'floor:granted': ['floor'],
	'floor:ended': ['floor'],
	'floor:limited': ['meeting'],
	'floor:timed': ['meeting'],
	'offer:made': ['offers'],
	'offer:ended': ['offers'],
	'stage:entered': [],
	'stage:left': [],
	'stage:paused': [],
	'stage:resumed': [],
	'agenda:begun': ['agenda', 'meeting'],
	// By the room's presenting, which also knows the pages that are not in the log yet.
	'paper:shown': [],
	'paper:turned': [],
	'paper:hidden': [],
	'papers:switched': ['meeting'],
	'vote:opened': [],
	'vote:cast': [],
	'vote:marked': [],
	'vote:closed': [],
	'vote:counted': [],
	'vote:cancelled': [],
	'roll:taken': [],
	'announcement:made': [],
	'messages:switched': ['meeting'],
	'recording:announced': ['recording'],
	'recording:started': ['recording'],
	'recording:stopped': ['recording'],
	'part:started': [],
	'part:ended': []
};

const turning: ReadonlySet<EventType> = new Set(['floor:granted', 'offer:ended']);
const ofRoster: ReadonlySet<EventType> = new Set([
	'site:connected',
	'site:consented',
	'site:disconnected',
	'site:removed',
	'lobby:entered',
	'lobby:left'
]);

type Given = {
	tell: Tell;
	/** Also to those in the lobby, if need be in another form. */
	tellAll: <N extends NoticeName>(name: N, data: NoticeData<N>, toWaiting?: NoticeData<N>) => void;
	peers: () => Iterable<Peer>;
	plan: () => MeetingPlan;
	state: () => RoomState;
	stage: () => StageEntry[];
	recordingFailed: () => boolean;
	/** The chair, and who acts for the chair. */
	leads: (peer: Peer) => boolean;
};

export class Pages {
	readonly #given: Given;
	readonly #roster: Roster;
	readonly #votes: VotePages;
	/** A hundred hands within seconds must not be a hundred lists for everybody. */
	readonly #hands = new Pace(() => this.#tellOf.hands());
	#speaker: Peer | undefined;

	constructor(given: Given) {
		this.#given = given;
		this.#votes = new VotePages(given);
		this.#roster = new Roster((siteIds) => this.#tellSites(siteIds));
	}

	follow(events: readonly MeetingEvent[]): void {
		this.#votes.follow(events);
		followAnnouncements(events, this.#given.tell);
		const parts = new Set(events.flatMap(({ type }) => touched[type]));
		if (events.some((event) => this.#isOfChair(event))) parts.add('meeting');
		// Who gets the floor leaves the queue at the same moment.
		const handsAlone = parts.has('hands') && !parts.has('floor');
		if (handsAlone) parts.delete('hands');
		for (const part of parts) this.#tellOf[part]();
		if (!parts.has('agenda')) this.#tellSpeakers(events);
		if (handsAlone) this.#hands.soon();
		for (const { type, siteId } of events) {
			if (siteId !== null && ofRoster.has(type)) this.#roster.mark(siteId);
		}
		tellSites(this.#given.peers(), events, this.#given.leads);
	}

	/** What the web program changed. New sites are told as if they had just come. */
	tellPlan(before: MeetingPlan): void {
		const known = new Set(before.sites.map(({ siteId }) => siteId));
		this.#tellOf.meeting();
		this.#tellOf.agenda();
		this.#tellOf.papers();
		for (const { siteId } of this.#plan.sites) if (!known.has(siteId)) this.#roster.mark(siteId);
	}

	tellStage(): void {
		this.#given.tell('stage:changed', { stage: this.#given.stage() });
	}

	tellRecording(): void {
		this.#tellOf.recording();
	}

	tellSpeaker(speaker: Peer | undefined): void {
		if (speaker === this.#speaker) return;
		this.#speaker = speaker;
		const { siteId = null, personId = null } = speaker ?? {};
		this.#given.tell('speaker:changed', { siteId, personId });
	}

	close(): void {
		this.#roster.close();
		this.#votes.close();
		this.#hands.close();
	}

	readonly #tellOf: Record<Part, () => void> = {
		meeting: () => {
			const meeting = meetingPart(this.#plan, this.#state);
			this.#given.tellAll('meeting:changed', { meeting }, { meeting: meetingFromLobby(meeting) });
		},
		agenda: () => this.#given.tell('agenda:changed', { agenda: agendaPart(this.#plan, this.#state) }),
		papers: () => this.#given.tell('papers:changed', { papers: this.#plan.papers }),
		hands: () => this.#given.tell('hands:changed', { hands: [...this.#state.hands] }),
		floor: () => this.#given.tell('floor:changed', { floor: [...this.#state.floor] }),
		offers: () => this.#given.tell('offers:changed', { offers: [...this.#state.offers] }),
		recording: () => {
			const recording = recordingPart(this.#state, this.#given.recordingFailed());
			this.#given.tell('recording:changed', { recording });
		}
	};

	/** One of the plan's speakers may have become one who has spoken, or who would not. */
	#tellSpeakers(events: readonly MeetingEvent[]): void {
		const item = this.#plan.agenda.find(({ itemId }) => itemId === this.#state.currentItemId);
		if (item === undefined) return;
		const siteIds = new Set(
			events.flatMap(({ type, siteId }) => (turning.has(type) && siteId !== null ? [siteId] : []))
		);
		const speakers = speakersOf(item, this.#state).filter(({ siteId }) => siteIds.has(siteId));
		if (speakers.length > 0) this.#given.tell('speakers:changed', { itemId: item.itemId, speakers });
	}

	/** Then whoever chairs has come or gone. */
	#isOfChair({ type, personId }: MeetingEvent): boolean {
		const moved = type === 'site:connected' || type === 'site:disconnected';
		return moved && personId === chairOf(this.#plan, this.#state).personId;
	}

	#tellSites(siteIds: readonly string[]): void {
		const wanted = new Set(siteIds);
		const sites = this.#plan.sites.filter(({ siteId }) => wanted.has(siteId));
		this.#given.tellAll('sites:changed', { sites: siteParts(sites, this.#state) });
	}

	get #plan(): MeetingPlan {
		return this.#given.plan();
	}

	get #state(): RoomState {
		return this.#given.state();
	}
}
