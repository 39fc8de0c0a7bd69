// The room as this page knows it. Every part is a reading of one state that only notices change.
import type { NoticeData } from '#lib/protocol/notices.ts';
import { isPresent, type Snapshot } from '#lib/protocol/snapshot.ts';
import { nextItem } from './conduct/agenda.ts';
import {
	arrangedPosition,
	inOrder,
	nextToCall,
	queuePosition,
	sitesOf,
	stillToSpeak
} from './conduct/queue.ts';
import {
	isOfficer,
	isWaiting,
	mayBeCalled,
	mayConduct,
	mayHandChair,
	mayPresent,
	mayTakeChair,
	mayTendLines,
	mayRaiseHand,
	seesQueue,
	sendingRight,
	siteOfTurns
} from './conduct/rights.ts';
import { fromSnapshot, indexSites, reducers, type RoomState } from './room-state.ts';
import { ServerClock } from './server-clock.svelte.ts';
import { gridOf } from './conduct/grid.ts';
import { arrange } from './conduct/stage.ts';
import type { Told } from './conduct/told-words.ts';
import { turnTime } from './conduct/turn-time.ts';

const backAgain = 15_000;

export class Room {
	readonly clock = new ServerClock();
	#state: RoomState;

	me = $derived.by(() => this.#state.me);
	meeting = $derived.by(() => this.#state.meeting);
	agenda = $derived.by(() => this.#state.agenda);
	papers = $derived.by(() => this.#state.papers);
	/** The paper that is shown to all. */
	presented = $derived.by(() => this.#state.presented);
	sites = $derived.by(() => this.#state.sites);
	floor = $derived.by(() => this.#state.floor);
	offers = $derived.by(() => this.#state.offers);
	stage = $derived.by(() => this.#state.stage);
	recording = $derived.by(() => this.#state.recording);
	votes = $derived.by(() => this.#state.votes);
	/** The own vote in the one that is open. */
	ballot = $derived.by(() => this.#state.ballot);
	/** Who has not voted, for who conducts. */
	count = $derived.by(() => this.#state.count);
	announcements = $derived.by(() => this.#state.announcements);
	/** With the desk: the own one, or for the desk those of all sites. */
	threads = $derived.by(() => this.#state.threads);
	speaker = $derived.by(() => this.#state.speaker);
	/** Only sound comes, for the line is too weak. */
	audioOnly = $derived.by(() => this.#state.line.audioOnly);

	/** The operator wants sound only of this site. */
	picturesHeld = $derived.by(() => this.#state.line.held);

	queue = $derived.by(() => inOrder(this.#state.hands));
	waiting = $derived(sitesOf(this.queue));
	runningVote = $derived(this.votes.find(({ state }) => state === 'open' || state === 'counting'));
	sitesById = $derived(indexSites(this.sites));
	/** How many sites are in the meeting. */
	presentCount = $derived(this.sites.filter(isPresent).length);
	mainSite = $derived(this.sites.find(({ kind }) => kind === 'main'));
	lobbyCount = $derived(this.sites.filter((site) => site.connected && site.inLobby).length);
	/** The own site waits outside of the running meeting. */
	inLobby = $derived.by(() => isWaiting({ me: this.me, sites: this.sites }));
	currentItem = $derived(this.agenda.find((item) => item.itemId === this.meeting.currentItemId));
	/** Whom the plan lets speak on this item and who has not. */
	arranged = $derived(stillToSpeak(this.currentItem?.speakers ?? [], this.floor));
	nextSpeaker = $derived(
		nextToCall({ arranged: this.arranged, queue: this.queue, offers: this.offers, sites: this.sitesById })
	);
	nextItem = $derived(nextItem(this.agenda, this.meeting.currentItemId));
	arrangement = $derived(
		arrange({ stage: this.stage, floor: this.floor, sites: this.sites, paperShown: this.presented !== null })
	);

	/** Under open conduct, unless a paper or a screen takes the large place. */
	grid = $derived(
		this.meeting.conduct === 'open' && this.presented === null && this.arrangement.large?.kind !== 'screen'
			? gridOf({ stage: this.stage, sites: this.sites })
			: null
	);

	#turnsOf = $derived(siteOfTurns({ me: this.me }));
	/** Of the own site. */
	holding = $derived(this.floor.find((held) => held.siteId === this.#turnsOf));
	/** The chair speaks by office and is not called. */
	ownTurn = $derived(this.me.role === 'chair' ? undefined : this.holding);
	offer = $derived(
		mayBeCalled({ me: this.me }) ? this.offers.find(({ siteId }) => siteId === this.me.siteId) : undefined
	);
	position = $derived(queuePosition(this.queue, this.#turnsOf));
	arrangedPosition = $derived(arrangedPosition(this.arranged, this.#turnsOf));

	/** The own microphone is among those that everybody receives. */
	isHeard = $derived(
		this.stage.some(
			({ connectionId, source }) => source === 'microphone' && connectionId === this.me.connectionId
		)
	);

	/** Of the own turn; changes only when the speaker is to be told something. */
	turnPhase = $derived(this.ownTurn ? turnTime(this.ownTurn, this.clock.now).phase : null);
	/** Sites whose time is over, as one text that changes only with them. */
	overdue = $derived(
		this.floor
			.filter((held) => turnTime(held, this.clock.now).phase === 'over')
			.map(({ siteId }) => siteId)
			.join()
	);

	/** The last that was decided about this site, or answered to who conducts, until it has been read. */
	told = $state.raw<Told | null>(null);

	right = $derived(
		sendingRight({ me: this.me, meeting: this.meeting, floor: this.floor, sites: this.sites })
	);
	mayConduct = $derived(mayConduct({ me: this.me, meeting: this.meeting }));
	/** Another's paper is taken off only by who conducts. */
	mayPresent = $derived(
		mayPresent({ me: this.me, meeting: this.meeting, floor: this.floor, sites: this.sites }) &&
			(this.mayConduct || this.presented === null || this.presented.personId === this.me.personId)
	);
	mayTendLines = $derived(mayTendLines({ me: this.me }));
	isOfficer = $derived(isOfficer({ me: this.me }));
	seesQueue = $derived(seesQueue({ me: this.me, meeting: this.meeting }));
	mayHandChair = $derived(mayHandChair({ me: this.me, meeting: this.meeting }, this.clock.now));
	mayTakeChair = $derived(mayTakeChair({ me: this.me, meeting: this.meeting }, this.clock.now));
	/** Whoever chairs is away for longer than a page takes to come back. */
	chairMissed = $derived.by(() => {
		const since = this.meeting.chairMissedSince;
		return since !== null && this.clock.now >= since + backAgain;
	});
	mayRaiseHand = $derived(
		mayRaiseHand({ me: this.me, meeting: this.meeting, floor: this.floor, sites: this.sites })
	);

	constructor(snapshot: Snapshot) {
		this.#state = $state.raw(fromSnapshot(snapshot));
		this.clock.set(snapshot.now);
	}

	/** After a reconnection. Whatever was missed is in the new snapshot, or was told before it. */
	load(snapshot: Snapshot): void {
		const { speaker } = this.#state;
		this.#state = { ...fromSnapshot(snapshot), speaker };
		this.clock.set(snapshot.now);
	}

	apply<N extends keyof typeof reducers>(name: N, data: NoticeData<N>): void {
		this.#state = reducers[name](this.#state, data);
	}

	tell(told: Told): void {
		this.told = told;
	}

	siteName(siteId: string): string {
		return this.sitesById.get(siteId)?.name ?? '';
	}
}
