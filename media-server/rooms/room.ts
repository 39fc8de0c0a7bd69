// One meeting while it is held: who is here, what the log says, and what follows from it.
// Its constructor is long because it is the one place where the parts of a room meet: each knows of the others only
// what stands there.
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Snapshot } from '#lib/protocol/snapshot.ts';
import { isDesk } from '#lib/protocol/talk.ts';
import type { ActingRole } from '#lib/protocol/values.ts';
import type { Load } from '#lib/protocol/wall.ts';
import type { TicketClaims } from '#lib/protocol/ticket.ts';
import { roomOf, type Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { threadsOf } from '#lib/server/talk/talk.ts';
import { wireCapabilities } from '../rtc/wire.ts';
import { Absence } from './presence/absence.ts';
import { actingRolesOf, mayLead, requireLead, seatRole, type Handing } from './chair/chair.ts';
import { fits, isNamed, requireFitting } from './presence/admission.ts';
import { Course } from './course.ts';
import { beforeEnd } from './log/decisions.ts';
import { Journal, type Also, type Decide } from './log/journal.ts';
import type { Line } from './line.ts';
import { RoomMedia } from './media/media.ts';
import { Pages } from './pages.ts';
import { Presenting } from './papers/presenting.ts';
import type { Peer } from './peer.ts';
import type { Recorder } from './recorder.ts';
import { rollCall, type TakeRoll } from './presence/roll-call.ts';
import { mayProduce, type Phase } from './rules.ts';
import { Lobby } from './presence/lobby.ts';
import { Seats, type Wish } from './presence/seats.ts';
import { phaseOf, seenFromLobby, snapshotOf } from './snapshot.ts';
import { Stage } from './media/stage.ts';
import type { RoomState } from './log/state.ts';
import { takeUp } from './log/taken-up.ts';
import type { Surroundings } from './surroundings.ts';
import { Talk } from './talk/talk.ts';
import { Turns } from './floor/turns.ts';
import { Votes } from './votes/votes.ts';
import { Limits } from './wall/limits.ts';
import { Wall } from './wall/wall.ts';

export class Room {
	readonly meetingId: string;
	readonly log: Log;
	readonly stage: Stage;
	readonly turns: Turns;
	readonly votes: Votes;
	readonly presenting: Presenting;
	readonly talk: Talk;
	readonly wall: Wall;
	readonly limits: Limits;
	readonly lobby: Lobby;
	readonly #given: Surroundings;
	readonly #media: RoomMedia;
	readonly #journal: Journal;
	readonly #seats: Seats;
	readonly #pages: Pages;
	readonly #recorder: Recorder;
	readonly #course: Course;
	readonly #absence: Absence;
	readonly #closing = new AbortController();
	#plan: MeetingPlan;
	#finishing = false;

	private constructor(given: Surroundings, plan: MeetingPlan, state: RoomState, media: RoomMedia) {
		const { sql } = given;
		const { meetingId } = plan.meeting;
		const log = given.log.child({ meeting: meetingId });
		const tell = given.toAll(meetingId);
		this.meetingId = meetingId;
		this.log = log;
		this.#given = given;
		this.#plan = plan;
		this.#media = media;
		const onWritten = (events: MeetingEvent[]) => this.#follow(events);
		const journal = new Journal({ sql, meetingId, state, log, onWritten });
		const note: Journal['note'] = (...events) => journal.note(...events);
		const seats = new Seats({
			kept: given.seatKept,
			reserve: () => media.reserve(),
			note,
			log,
			taken: (peer) => this.limits.welcome(peer),
			leaving: (peer) => stage.forget(peer),
			left: ({ siteId }) => this.#left(siteId)
		});
		const peers = () => seats;
		const router = () => media.router;
		const recorder = given.recorder({ meetingId, log, router, note, changed: () => pages.tellRecording() });
		const stage = new Stage({
			peers,
			media,
			mayReceive: (peer) => !this.lobby.has(peer),
			mayProduce: (peer) => !peer.left && mayProduce(this.state, this.#plan.meeting.conduct, peer),
			floor: () => new Set(this.state.floor.map(({ siteId }) => siteId)),
			alike: () => this.state.shownPaper !== null || this.#plan.meeting.conduct === 'open',
			calledAt: (siteId) => this.state.floor.find((held) => held.siteId === siteId)?.grantedAt ?? 0,
			note,
			floorHeard: (milliseconds) => given.tally.emit('floorHeard', milliseconds),
			log,
			listener: {
				entered: (staged) => recorder.capture(staged),
				left: ({ producer }) => recorder.release(producer.id, 'stage-left'),
				changed: () => pages.tellStage()
			}
		});
		this.lobby = new Lobby({ peers, journal, stage, tell, snapshotFor: (peer) => this.snapshotFor(peer) });
		const inside = () => this.lobby.inside;
		const pages = new Pages({
			tell,
			tellAll: (...notice) => this.lobby.tellAll(...notice),
			peers: inside,
			plan: () => this.#plan,
			state: () => journal.state,
			stage: () => stage.entries(),
			recordingFailed: () => recorder.failed,
			leads: ({ role }) => mayLead(role, this.actingRoles)
		});
		this.stage = stage;
		this.limits = new Limits({ peers, limited: () => this.state.limited, log });
		this.wall = new Wall({
			peers,
			siteIds: () => this.#plan.sites.map(({ siteId }) => siteId),
			removed: () => this.state.removed
		});
		this.#journal = journal;
		this.#seats = seats;
		this.#recorder = recorder;
		this.#pages = pages;
		this.#attach(media);
		const shared = { sql, meetingId, journal, plan: () => this.#plan, closing: this.#closing.signal, log };
		this.#absence = new Absence({ ...shared, kept: given.seatKept });
		this.#course = new Course({ ...shared, recorder, stage });
		this.presenting = new Presenting({ ...shared, tell, changed: () => stage.update() });
		this.votes = new Votes({
			...shared,
			box: given.ballotBox,
			peers: inside,
			rollCall: () => this.rollCall()
		});
		this.turns = new Turns({ ...shared, offerKept: given.offerKept });
		const hasSite = (siteId: string) => this.#plan.sites.some((site) => site.siteId === siteId);
		this.talk = new Talk({ ...shared, hasSite, peers });
	}

	/** From the log: a room that another media server left behind goes on where it was. */
	static async open(given: Surroundings, meetingId: string): Promise<Room> {
		const plan = await roomOf(given.sql, meetingId);
		const state = await takeUp(given.sql, meetingId);
		const threads = await threadsOf(given.sql, meetingId);
		const media = await RoomMedia.open(given.workers, given.log.child({ meeting: meetingId }));
		const room = new Room(given, plan, state, media);
		room.talk.load(threads);
		room.#absence.wait();
		room.turns.follow();
		room.#course.goOn();
		room.votes.goOn();
		return room;
	}

	get state(): RoomState {
		return this.#journal.state;
	}

	get plan(): MeetingPlan {
		return this.#plan;
	}

	/** Who may act for the chair. */
	get actingRoles(): readonly ActingRole[] {
		return actingRolesOf(this.#plan, this.state);
	}

	get phase(): Phase {
		return phaseOf(this.#plan, this.state);
	}

	get routerRtpCapabilities() {
		return wireCapabilities(this.#media.router.rtpCapabilities);
	}

	/** What a hand-over of the chair is judged by now. Nobody hands it to a seat whose page is gone. */
	get handing(): Handing {
		const people = [...this.#seats].filter(({ line }) => line !== undefined);
		return { plan: this.#plan, people, kept: this.#given.seatKept, now: Date.now() };
	}

	get vitals() {
		return { peers: [...this.#seats], logLag: this.#journal.lag };
	}

	load(): Load {
		return this.#given.load.read();
	}

	get empty(): boolean {
		return this.#seats.size === 0 && !this.#finishing;
	}

	/**
	 * Sites and agenda items may be added until the opening, time and officers changed. Those who wait here see it at
	 * once; whose office changed comes back with the new role.
	 */
	async readAgain(): Promise<void> {
		const plan = await roomOf(this.#given.sql, this.meetingId);
		const before = this.#plan;
		this.#plan = plan;
		if (isDeepStrictEqual(before, this.#plan)) return;
		if (this.#plan.meeting.state === 'cancelled') {
			this.#seats.endAll('meeting-cancelled', 'left');
			return;
		}
		const unnamed = (peer: Peer) => peer.role === 'observer' && !isNamed(this.#plan, peer);
		this.#seats.endAll('removed', 'removed', unnamed);
		this.#seats.giveRoles((peer) => seatRole(this.#plan, this.state, peer));
		this.#pages.tellPlan(before);
		this.#followChair(before);
	}

	async join(claims: TicketClaims, line: Line, wish: Wish): Promise<{ peer: Peer; resumed: boolean }> {
		if (!fits(this.#plan, claims)) await this.readAgain();
		requireFitting(this.#plan, claims);
		if (this.state.removed.has(claims.siteId) && !isDesk(claims.role)) throw new CodedError('removed');
		if (this.phase === 'ended') throw new CodedError('meeting_ended');
		// The page may have gone, and the room may have closed, while the meeting was read.
		if (!line.open || this.#closing.signal.aborted) throw new CodedError('unavailable');
		const role = seatRole(this.#plan, this.state, claims);
		const seat = this.#seats.take({ ...claims, role }, line, wish);
		this.lobby.welcome(seat.peer);
		this.turns.consent(seat.peer, wish.consent);
		return seat;
	}

	snapshotFor(peer: Peer): Snapshot {
		const threads = this.talk.threadsFor(peer);
		const { presented } = this.presenting;
		const { line } = peer.reception;
		const now = {
			line,
			stage: this.stage.entries(),
			presented,
			recordingFailed: this.#recorder.failed,
			threads
		};
		const snapshot = snapshotOf(this.#plan, this.state, peer, now);
		return this.lobby.has(peer) ? seenFromLobby(snapshot) : snapshot;
	}

	leave(peer: Peer): void {
		this.#seats.giveUp(peer, 'left');
	}

	lineLost(peer: Peer, line: Line): void {
		this.#seats.lineLost(peer, line);
	}

	endSession(sessionId: string): void {
		this.#seats.endAll('signed-out', 'signed-out', (peer) => peer.sessionId === sessionId);
	}

	/** What the units have said of themselves is asked now; the roll is then taken in a decision. */
	rollCall(): Promise<TakeRoll> {
		return rollCall(this.#given.sql, this.meetingId, () => this.#plan);
	}

	decide(decide: Decide, also?: Also): Promise<MeetingEvent[]> {
		return this.#journal.decide(beforeEnd(decide), also);
	}

	/** For who leads when it is decided, not only when it was asked for. */
	lead(by: Peer, decide: Decide, also?: Also): Promise<MeetingEvent[]> {
		const led: Decide = (state) => {
			requireLead(state, this.#plan, by);
			return decide(state);
		};
		return this.decide(led, also);
	}

	/** Everything is written down, nothing is decided: another media server, or this one later, goes on. */
	async close(): Promise<void> {
		if (this.#closing.signal.aborted) return;
		this.#closing.abort();
		await this.#recorder.stop('server-restarted');
		for (const peer of [...this.#seats]) {
			peer.line?.cut();
			this.#seats.giveUp(peer, 'server-restarted');
		}
		this.presenting.close();
		this.#pages.close();
		this.wall.close();
		await this.#journal.close();
		this.#media.close();
	}

	#attach(media: RoomMedia): void {
		media.attach({
			heard: ([loudest]) => this.#pages.tellSpeaker(this.stage.hear(loudest)),
			lost: () => {
				for (const peer of this.#seats) peer.closeMedia();
				this.stage.update();
			},
			resized: () => this.stage.resize(),
			restored: () =>
				this.lobby.tellAll('media:restarted', { routerRtpCapabilities: this.routerRtpCapabilities })
		});
	}

	#left(siteId: string): void {
		this.#absence.giveUp(siteId);
		if (this.empty) this.#given.emptied(this);
	}

	#follow(events: MeetingEvent[]): void {
		// First, so that who comes in hears what follows, and who goes out does not.
		this.lobby.follow(events);
		this.#pages.follow(events);
		this.presenting.follow();
		this.turns.follow();
		this.limits.follow(events);
		const types = new Set(events.map(({ type }) => type));
		const end = events.find(({ type }) => type === 'meeting:ended');
		if (end) void this.#finish(end.at);
		if (end) this.stage.enforce('meeting-ended');
		else if (types.has('floor:ended') || types.has('lobby:entered')) this.stage.enforce('floor-ended');
		else if (types.has('floor:granted')) this.stage.update();
		if (types.has('chair:handed')) this.#handChair();
		if (types.has('site:removed')) this.#sendOut();
		if (types.has('recording:announced')) this.#course.goOn();
		if (types.has('vote:closed') || types.has('vote:cancelled')) this.votes.goOn();
	}

	#sendOut(): void {
		const { removed } = this.state;
		this.#seats.endAll('removed', 'removed', (peer) => removed.has(peer.siteId) && !isDesk(peer.role));
	}

	/** To whom the chair was handed does not keep it against another whom the plan names since. */
	#followChair(before: MeetingPlan): void {
		const { chairId, chairName } = this.#plan.meeting;
		const { handed } = this.state;
		if (handed === null || chairId === before.meeting.chairId || chairId === handed.personId) return;
		this.#journal.note({ type: 'chair:handed', data: { personId: chairId, personName: chairName } });
	}

	/** Pages whose role changed are told at once; whoever chaired is no longer on the stage by office. */
	#handChair(): void {
		for (const peer of this.#seats.changeRoles((one) => seatRole(this.#plan, this.state, one))) {
			peer.line?.tell('seat:changed', { snapshot: this.snapshotFor(peer) });
		}
		this.stage.enforce('floor-ended');
	}

	async #finish(endedAt: number): Promise<void> {
		this.#finishing = true;
		await this.#course.stop();
		// Who ended the meeting gets the answer to that before the seat is over.
		await setImmediate();
		this.#seats.endAll('meeting-ended', 'left');
		await this.#course.handOver(endedAt);
		this.#finishing = false;
		this.#given.emptied(this);
	}
}
