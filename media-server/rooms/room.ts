// One meeting while it is held: who is here, what the log says, and what follows from it.
import type { types } from 'mediasoup';
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { TicketClaims } from '#lib/protocol/ticket.ts';
import type { Source } from '#lib/protocol/values.ts';
import { finishCapture, interruptParts } from '#lib/server/archive/archive.ts';
import { append, read } from '#lib/server/events/events.ts';
import { roomOf, type Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { wireCapabilities } from '../rtc/wire.ts';
import type { Place, Workers } from '../rtc/workers.ts';
import * as decisions from './decisions.ts';
import { Journal, type Also, type Decide } from './journal.ts';
import type { Line, Tell } from './line.ts';
import { RoomMedia } from './media.ts';
import { Pages } from './pages.ts';
import type { Peer, Production } from './peer.ts';
import type { RecordedRoom, Recorder } from './recorder.ts';
import { mayProduce, type Phase } from './rules.ts';
import { Seats, type LeaveReason } from './seats.ts';
import { phaseOf, snapshotOf } from './snapshot.ts';
import { Stage } from './stage.ts';
import { blank, foldAll, type RoomState } from './state.ts';
import { untilDone } from './until-done.ts';

export interface RoomGiven {
	sql: Sql;
	workers: Workers;
	log: Log;
	/** Milliseconds that a seat waits for its page. */
	seatKept: number;
	/** Says something to all pages of a meeting. */
	toAll: (meetingId: string) => Tell;
	recorder: (room: RecordedRoom) => Recorder;
	/** The last one has gone. */
	emptied: (room: Room) => void;
}

export class Room {
	readonly meetingId: string;
	readonly log: Log;
	readonly #given: RoomGiven;
	readonly #media: RoomMedia;
	readonly #journal: Journal;
	readonly #seats: Seats;
	readonly #pages: Pages;
	readonly #stage: Stage;
	readonly #recorder: Recorder;
	readonly #closing = new AbortController();
	#plan: MeetingPlan;

	private constructor(given: RoomGiven, plan: MeetingPlan, state: RoomState, media: RoomMedia) {
		const { sql } = given;
		const { meetingId } = plan.meeting;
		const log = given.log.child({ meeting: meetingId });
		const tell = given.toAll(meetingId);
		const router = () => media.router;
		this.meetingId = meetingId;
		this.log = log;
		this.#given = given;
		this.#plan = plan;
		this.#media = media;
		const journal = new Journal({ sql, meetingId, state, log, onWritten: (events) => this.#follow(events) });
		const note: Journal['note'] = (...events) => journal.note(...events);
		const seats = new Seats({
			kept: given.seatKept,
			taken: (peer) => this.#taken(peer),
			givenUp: (peer, reason) => this.#givenUp(peer, reason)
		});
		const recorder = given.recorder({ meetingId, log, router, note, changed: () => pages.tellRecording() });
		const stage = new Stage({
			peers: () => seats,
			router,
			note,
			log,
			listener: {
				entered: (staged) => recorder.capture(staged),
				left: ({ producer }) => recorder.release(producer.id, 'stage-left'),
				changed: () => pages.tellStage()
			}
		});
		const pages = new Pages({
			tell,
			plan: () => this.#plan,
			state: () => journal.state,
			stage: () => stage.entries(),
			recordingFailed: () => recorder.failed
		});
		media.attach({
			heard: (producers) => this.#hear(producers),
			lost: () => this.#loseMedia(),
			restored: () => tell('media:restarted', { routerRtpCapabilities: this.routerRtpCapabilities })
		});
		this.#journal = journal;
		this.#seats = seats;
		this.#recorder = recorder;
		this.#stage = stage;
		this.#pages = pages;
	}

	/** From the log: a room that another media server left behind goes on where it was. */
	static async open(given: RoomGiven, meetingId: string): Promise<Room> {
		const [plan, events] = await Promise.all([roomOf(given.sql, meetingId), read(given.sql, meetingId)]);
		const found = foldAll(blank, events);
		const ends = await append(given.sql, meetingId, decisions.closeLooseEnds(found));
		if (found.recording.state !== 'off') await interruptParts(given.sql, meetingId, new Date());
		const media = await RoomMedia.open(given.workers, given.log);
		const room = new Room(given, plan, foldAll(found, ends), media);
		room.#goOn();
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

	get place(): Place {
		return this.#media.place;
	}

	get routerRtpCapabilities() {
		return wireCapabilities(this.#media.router.rtpCapabilities);
	}

	get empty(): boolean {
		return this.#seats.size === 0;
	}

	/** Sites and agenda items may be added until the opening. */
	async readAgain(): Promise<void> {
		this.#plan = await roomOf(this.#given.sql, this.meetingId);
	}

	async join(claims: TicketClaims, line: Line, connectionId?: string) {
		if (!this.#hasSite(claims.siteId)) await this.readAgain();
		if (!this.#hasSite(claims.siteId)) throw new CodedError('not_invited');
		if (this.phase === 'ended') throw new CodedError('meeting_ended');
		// The page may have gone, and the room may have closed, while the meeting was read.
		if (!line.open || this.#closing.signal.aborted) throw new CodedError('unavailable');
		return this.#seats.take(claims, line, connectionId);
	}

	snapshotFor(peer: Peer) {
		const now = { stage: this.#stage.entries(), recordingFailed: this.#recorder.failed };
		return snapshotOf(this.#plan, this.state, peer, now);
	}

	leave(peer: Peer, reason: LeaveReason): void {
		this.#seats.giveUp(peer, reason);
	}

	lineLost(peer: Peer, line: Line): void {
		this.#seats.lineLost(peer, line);
	}

	endSession(sessionId: string): void {
		for (const peer of [...this.#seats].filter((one) => one.sessionId === sessionId)) {
			peer.line?.end('signed-out');
			this.#seats.giveUp(peer, 'signed-out');
		}
	}

	decide(decide: Decide, also?: Also): Promise<MeetingEvent[]> {
		return this.#journal.decide(decide, also);
	}

	async produce(
		peer: Peer,
		transport: types.WebRtcTransport,
		source: Source,
		options: types.ProducerOptions
	): Promise<Production> {
		if (!this.#mayProduce(peer)) throw new CodedError('floor_required');
		const production = await peer.produce(transport, source, options);
		// The floor may have gone while the producer was made.
		if (!this.#mayProduce(peer)) {
			production.producer.close();
			throw new CodedError('floor_required');
		}
		this.#takeIn(production);
		return production;
	}

	watch(peer: Peer, transport: types.WebRtcTransport, rtpCapabilities: types.RtpCapabilities): void {
		peer.watch(transport, rtpCapabilities);
		this.#stage.showTo(peer);
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
		await this.#journal.close();
		this.#media.close();
	}

	/** What was under way when the log ended. */
	#goOn(): void {
		const { floor, hands, recording } = this.state;
		const absent = new Set([...floor, ...hands].map(({ siteId }) => siteId));
		const wait = setTimeout(() => {
			for (const siteId of absent) this.#giveUpSite(siteId);
		}, this.#given.seatKept);
		this.#closing.signal.addEventListener('abort', () => clearTimeout(wait));
		if (recording.state === 'announced') this.#startRecording();
		if (recording.state === 'on') this.#record(recording.startedAt);
	}

	#takeIn({ producer, source }: Production): void {
		const changed = () => this.#pages.tellStage();
		producer.observer.on('pause', changed);
		producer.observer.on('resume', changed);
		producer.observer.once('close', () => this.#restage());
		if (source === 'microphone') {
			this.#media.listenTo(producer).catch((error: unknown) => {
				if (!producer.closed) this.log.warn({ err: error }, 'nobody listens to a microphone');
			});
		}
		this.#restage();
	}

	#taken({ siteId, personId, connectionId, role }: Peer): void {
		this.#journal.note({ type: 'site:connected', siteId, personId, data: { connectionId } });
		this.log.info({ site: siteId, connection: connectionId, role }, 'joined');
	}

	#givenUp(peer: Peer, reason: LeaveReason): void {
		const { siteId, personId, connectionId } = peer;
		this.#stage.forget(peer);
		this.#restage();
		this.#journal.note({ type: 'site:disconnected', siteId, personId, data: { connectionId, reason } });
		this.log.info({ site: siteId, connection: connectionId, reason }, 'left');
		this.#giveUpSite(siteId);
		if (this.empty) this.#given.emptied(this);
	}

	#giveUpSite(siteId: string): void {
		void this.#mustHappen(() => this.decide((state) => decisions.giveUpSite(state, siteId)));
	}

	#follow(events: MeetingEvent[]): void {
		this.#pages.follow(events);
		const types = new Set(events.map(({ type }) => type));
		if (types.has('floor:ended') || types.has('meeting:ended')) this.#enforce();
		else if (types.has('floor:granted')) this.#restage();
		if (types.has('recording:announced')) this.#startRecording();
		const end = events.find(({ type }) => type === 'meeting:ended');
		if (end) void this.#finish(end.at);
	}

	/** The floor is enforced here, in the media server: whoever has lost the right is silent at once. */
	#enforce(): void {
		const reason = this.phase === 'ended' ? 'meeting-ended' : 'floor-ended';
		for (const peer of this.#seats) {
			if (this.#mayProduce(peer)) continue;
			for (const { producer } of peer.productions) {
				producer.close();
				peer.line?.tell('producer:closed', { producerId: producer.id, reason });
			}
		}
		this.#restage();
	}

	/** Only after everyone has been told. */
	#startRecording(): void {
		void this.#mustHappen(async () => {
			const [started] = await this.decide(decisions.startRecording);
			if (started) this.#record(started.at);
		});
	}

	#record(startedAt: number | null): void {
		if (startedAt === null) return;
		this.#recorder.begin(startedAt);
		for (const staged of this.#stage.staged) this.#recorder.capture(staged);
	}

	async #finish(endedAt: number): Promise<void> {
		await this.#recorder.stop('recording-stopped');
		await this.#mustHappen(() => finishCapture(this.#given.sql, this.meetingId, new Date(endedAt)));
		for (const peer of [...this.#seats]) {
			peer.line?.end('meeting-ended');
			this.#seats.giveUp(peer, 'left');
		}
	}

	async #mustHappen(work: () => Promise<unknown>): Promise<void> {
		await untilDone(work, this.#closing.signal, (error) => this.log.error({ err: error }, 'tried again'));
	}

	#restage(): void {
		this.#stage.update(new Set(this.state.floor.map(({ siteId }) => siteId)));
	}

	#loseMedia(): void {
		for (const peer of this.#seats) peer.closeMedia();
		this.#restage();
	}

	#hear([loudest]: types.Producer[]): void {
		const speaker = [...this.#seats].find((peer) =>
			peer.productions.some(({ producer }) => producer === loudest)
		);
		if (speaker) this.#stage.hear(speaker);
		this.#pages.tellSpeaker(speaker);
		this.#restage();
	}

	#mayProduce(peer: Peer): boolean {
		return !peer.left && mayProduce(this.state, this.#plan.meeting.conduct, peer);
	}

	#hasSite(siteId: string): boolean {
		return this.#plan.sites.some((site) => site.siteId === siteId);
	}
}
