// One meeting while it is held: who is here, what the log says, and what follows from it.
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Snapshot } from '#lib/protocol/snapshot.ts';
import { isDesk } from '#lib/protocol/talk.ts';
import type { Load } from '#lib/protocol/wall.ts';
import type { TicketClaims } from '#lib/protocol/ticket.ts';
import { interruptParts } from '#lib/server/archive/archive.ts';
import { append, read } from '#lib/server/events/events.ts';
import { roomOf, type Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { threadsOf } from '#lib/server/talk/talk.ts';
import { wireCapabilities } from '../rtc/wire.ts';
import { Absence } from './presence/absence.ts';
import { fits, requireFitting, roleOf } from './presence/admission.ts';
import { Course } from './course.ts';
import { closeLooseEnds } from './log/decisions.ts';
import { Journal, type Also, type Decide } from './log/journal.ts';
import type { Line } from './line.ts';
import { RoomMedia } from './media/media.ts';
import { Pages } from './pages.ts';
import type { Peer } from './peer.ts';
import type { Recorder } from './recorder.ts';
import { rollCall, type TakeRoll } from './presence/roll-call.ts';
import { mayProduce, type Phase } from './rules.ts';
import { Seats, type LeaveReason, type Wish } from './presence/seats.ts';
import { phaseOf, snapshotOf } from './snapshot.ts';
import { Stage } from './media/stage.ts';
import { blank, foldAll, type RoomState } from './log/state.ts';
import type { Surroundings } from './surroundings.ts';
import { Talk } from './talk/talk.ts';
import { Votes } from './votes/votes.ts';
import { Limits } from './wall/limits.ts';
import { Wall } from './wall/wall.ts';

export class Room {
	readonly meetingId: string;
	readonly log: Log;
	readonly stage: Stage;
	readonly votes: Votes;
	readonly talk: Talk;
	readonly wall: Wall;
	readonly limits: Limits;
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
			taken: (peer) => this.#taken(peer),
			log,
			givenUp: (peer, reason) => this.#givenUp(peer, reason)
		});
		const peers = () => seats;
		const router = () => media.router;
		const recorder = given.recorder({ meetingId, log, router, note, changed: () => pages.tellRecording() });
		const stage = new Stage({
			peers,
			media,
			mayProduce: (peer) => !peer.left && mayProduce(this.state, this.#plan.meeting.conduct, peer),
			floor: () => new Set(this.state.floor.map(({ siteId }) => siteId)),
			note,
			floorHeard: (milliseconds) => given.tally.emit('floorHeard', milliseconds),
			log,
			listener: {
				entered: (staged) => recorder.capture(staged),
				left: ({ producer }) => recorder.release(producer.id, 'stage-left'),
				changed: () => pages.tellStage()
			}
		});
		const pages = new Pages({
			tell,
			peers,
			plan: () => this.#plan,
			state: () => journal.state,
			stage: () => stage.entries(),
			recordingFailed: () => recorder.failed
		});
		media.attach({
			heard: ([loudest]) => pages.tellSpeaker(stage.hear(loudest)),
			lost: () => this.#loseMedia(),
			restored: () => tell('media:restarted', { routerRtpCapabilities: this.routerRtpCapabilities })
		});
		const closing = this.#closing.signal;
		this.stage = stage;
		this.limits = new Limits(peers);
		this.wall = new Wall({
			peers,
			siteIds: () => this.#plan.sites.map(({ siteId }) => siteId),
			removed: () => this.state.removed
		});
		this.#journal = journal;
		this.#seats = seats;
		this.#recorder = recorder;
		this.#pages = pages;
		this.#absence = new Absence({ journal, kept: given.seatKept, closing, log });
		this.#course = new Course({ sql, meetingId, journal, recorder, stage, closing, log });
		const hasSite = (siteId: string) => this.#plan.sites.some((site) => site.siteId === siteId);
		this.talk = new Talk({ sql, meetingId, journal, hasSite, peers });
		const box = given.ballotBox;
		this.votes = new Votes({
			sql,
			meetingId,
			journal,
			box,
			plan: () => this.#plan,
			peers,
			closing,
			log,
			rollCall: () => this.rollCall()
		});
	}

	/** From the log: a room that another media server left behind goes on where it was. */
	static async open(given: Surroundings, meetingId: string): Promise<Room> {
		const [plan, events, threads] = await Promise.all([
			roomOf(given.sql, meetingId),
			read(given.sql, meetingId),
			threadsOf(given.sql, meetingId)
		]);
		const found = foldAll(blank, events);
		const ends = await append(given.sql, meetingId, closeLooseEnds(found));
		if (found.recording.startedAt !== null) await interruptParts(given.sql, meetingId, new Date());
		const media = await RoomMedia.open(given.workers, given.log);
		const room = new Room(given, plan, foldAll(found, ends), media);
		room.talk.load(threads);
		room.#absence.wait();
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

	get phase(): Phase {
		return phaseOf(this.#plan, this.state);
	}

	get routerRtpCapabilities() {
		return wireCapabilities(this.#media.router.rtpCapabilities);
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
		const before = this.#plan;
		this.#plan = await roomOf(this.#given.sql, this.meetingId);
		if (isDeepStrictEqual(before, this.#plan)) return;
		if (this.#plan.meeting.state === 'cancelled') {
			this.#seats.endAll('meeting-cancelled', 'left');
			return;
		}
		this.#seats.giveRoles((peer) => roleOf(this.#plan, peer));
		this.#pages.tellPlan(before);
	}

	async join(claims: TicketClaims, line: Line, wish: Wish): Promise<{ peer: Peer; resumed: boolean }> {
		if (!fits(this.#plan, claims)) await this.readAgain();
		requireFitting(this.#plan, claims);
		if (this.state.removed.has(claims.siteId) && !isDesk(claims.role)) throw new CodedError('removed');
		if (this.phase === 'ended') throw new CodedError('meeting_ended');
		// The page may have gone, and the room may have closed, while the meeting was read.
		if (!line.open || this.#closing.signal.aborted) throw new CodedError('unavailable');
		return this.#seats.take(claims, line, wish);
	}

	snapshotFor(peer: Peer): Snapshot {
		const threads = this.talk.threadsFor(peer);
		const now = { stage: this.stage.entries(), recordingFailed: this.#recorder.failed, threads };
		return snapshotOf(this.#plan, this.state, peer, now);
	}

	leave(peer: Peer, reason: LeaveReason): void {
		this.#seats.giveUp(peer, reason);
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

	/** After the end nothing is decided any more, whatever was asked for in the same moment. */
	decide(decide: Decide, also?: Also): Promise<MeetingEvent[]> {
		const inTime: Decide = (state) => {
			if (state.endedAt !== null) throw new CodedError('meeting_ended');
			return decide(state);
		};
		return this.#journal.decide(inTime, also);
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
		this.#pages.close();
		this.wall.close();
		await this.#journal.close();
		this.#media.close();
	}

	#taken(peer: Peer): void {
		const { siteId, personId, connectionId, role } = peer;
		this.limits.welcome(peer);
		this.#journal.note({ type: 'site:connected', siteId, personId, data: { connectionId } });
		this.log.info({ site: siteId, connection: connectionId, role }, 'joined');
	}

	#givenUp(peer: Peer, reason: LeaveReason): void {
		const { siteId, personId, connectionId } = peer;
		this.stage.forget(peer);
		this.#journal.note({ type: 'site:disconnected', siteId, personId, data: { connectionId, reason } });
		this.log.info({ site: siteId, connection: connectionId, reason }, 'left');
		this.#absence.giveUp(siteId);
		if (this.empty) this.#given.emptied(this);
	}

	#follow(events: MeetingEvent[]): void {
		this.#pages.follow(events);
		const types = new Set(events.map(({ type }) => type));
		const end = events.find(({ type }) => type === 'meeting:ended');
		if (end) void this.#finish(end.at);
		if (end) this.stage.enforce('meeting-ended');
		else if (types.has('floor:ended')) this.stage.enforce('floor-ended');
		else if (types.has('floor:granted')) this.stage.update();
		if (types.has('site:removed')) this.#sendOut();
		if (types.has('recording:announced')) this.#course.goOn();
		if (types.has('vote:closed') || types.has('vote:cancelled')) this.votes.goOn();
	}

	#sendOut(): void {
		const { removed } = this.state;
		this.#seats.endAll('removed', 'removed', (peer) => removed.has(peer.siteId) && !isDesk(peer.role));
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

	#loseMedia(): void {
		for (const peer of this.#seats) peer.closeMedia();
		this.stage.update();
	}
}
