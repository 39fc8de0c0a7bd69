// This page's seat in a room: the line, the room as it is known, and the media, held together.
import { untrack } from 'svelte';
import type { CommandData, CommandMessage, CommandName } from '#lib/protocol/commands.ts';
import type { NoticeData } from '#lib/protocol/notices.ts';
import type { Source } from '#lib/protocol/values.ts';
import type { ConnectionState } from './connection/connection-states.ts';
import { Connection, type Request } from './connection/connection.ts';
import { Devices } from './media/devices.svelte.ts';
import { EarlierSeat } from './connection/earlier-seat.ts';
import { followConsent } from './conduct/consent.svelte.ts';
import { Floor } from './conduct/floor.svelte.ts';
import { hearing, type Hearing } from './media/hearing.ts';
import { LocalMedia } from './media/local-media.svelte.ts';
import { fetchSocketLibrary } from './connection/line.ts';
import { fetchMediaLibrary, Media } from './media/media.ts';
import { nextPath, untried, type Paths } from './media/path.ts';
import { Refusal } from './connection/refusal.ts';
import { scattered } from './connection/scattered.ts';
import { RemoteMedia } from './media/remote-media.svelte.ts';
import { stateNotices, type StateNotice } from './room-state.ts';
import { Room } from './room.svelte.ts';
import { nothingSent, Sender } from './media/sender.ts';
import { fetchTicket } from './connection/ticket.ts';
import { Voting } from './conduct/voting.svelte.ts';
import { WallView } from './wall/wall-view.svelte.ts';
import { Watched } from './wall/watched.svelte.ts';

type Joined = CommandData<'room:join'>;
type Capabilities = Pick<Joined, 'routerRtpCapabilities' | 'iceServers'>;

export class Seat {
	state = $state.raw<ConnectionState>({ name: 'idle' });
	/** Null until the first join; then the last that is known, also while the line is broken. */
	room = $state.raw<Room | null>(null);
	/** The last thing that was refused, until the page has shown it. */
	refusal = $state.raw<Refusal | null>(null);

	sent = $state.raw(nothingSent);
	paths = $state.raw<Paths>(untried);

	readonly devices = new Devices();
	readonly local = new LocalMedia(this.devices);
	readonly remote: RemoteMedia;
	readonly floor: Floor;
	readonly voting: Voting;
	readonly request: Request;
	readonly wall: WallView;
	readonly watched: Watched;

	#earlier: EarlierSeat;
	#sender: Sender;
	#connection: Connection;
	#media = $state.raw<Media | null>(null);
	#mediaTurn = 0;
	#capabilities: Capabilities | undefined;
	#stopEffects: (() => void) | undefined;

	constructor(meetingId: string, { takeOver }: { takeOver: boolean }) {
		this.#earlier = new EarlierSeat(meetingId, sessionStorage, navigator.locks);
		this.#connection = new Connection({
			fetchTicket: (signal) => fetchTicket(meetingId, signal),
			earlierSeat: () => this.#earlier.find(),
			takeOver,
			consents: () => this.devices.preferences.consents,
			onJoined: (joined) => this.#joined(joined),
			onState: (state) => this.#changed(state)
		});
		this.#sender = new Sender(this.#connection.request, {
			onChanged: (sent) => (this.sent = sent),
			onConfused: () => this.#connection.renew()
		});
		this.request = this.#connection.request;
		this.voting = new Voting(this.#connection.request);
		this.wall = new WallView(this.#connection);
		this.watched = new Watched(this.#connection, this, () => this.#media);
		this.floor = new Floor(this.devices, this.local, this.#sender);
		this.remote = new RemoteMedia({
			want: (consumerId, wanted) =>
				void this.#try(wanted ? 'consumer:resume' : 'consumer:pause', { consumerId }),
			onFirstFrame: () => performance.mark('dc:first-frame')
		});
		this.#listen();
	}

	enter(): void {
		performance.mark('dc:join');
		this.#connection.start();
		void Promise.all([fetchSocketLibrary(), fetchMediaLibrary()]).catch(ignoreUntilNeeded);
		this.#stopEffects ??= $effect.root(() => {
			this.#followFloor();
			this.watched.follow();
			followConsent(this.devices, (consent) => void this.#try('site:consent', { consent }));
		});
	}

	/** Asks the room for something; what it refuses is kept in `refusal` for the page to show. */
	async ask<N extends CommandName>(name: N, message: CommandMessage<N>): Promise<boolean> {
		try {
			await this.#connection.request(name, message);
			return true;
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			this.refusal = error;
			return false;
		}
	}

	hearing(source: Source): Hearing {
		const { state: connection, sent, paths } = this;
		// Pictures without a place are seen to be missing; of voices nobody sees which are chosen.
		const staged = source !== 'microphone' || (this.room?.isHeard ?? false);
		return hearing(source, { connection, sources: sent.sources, path: paths.send, staged });
	}

	/** The line is said to be back. */
	hurry(): void {
		this.#connection.hurry();
	}

	leave(): void {
		this.#closeMedia();
		this.#earlier.forget();
		this.#connection.leave();
		this.close();
	}

	close(): void {
		this.#stopEffects?.();
		this.#stopEffects = undefined;
		this.#closeMedia();
		this.voting.close();
		this.watched.forget();
		this.wall.close();
		this.#connection.close();
		this.#earlier.close();
		this.room?.clock.stop();
		this.devices.close();
	}

	#listen(): void {
		for (const name of stateNotices) this.#connection.on(name, (data) => this.#apply(name, data));
		this.#connection.on('site:told', (told) => this.room?.tell(told));
		this.#connection.on('consumer:created', ({ consumer }) => void this.#media?.add(consumer));
		this.#connection.on('consumer:closed', ({ consumerId }) => this.#media?.remove(consumerId));
		this.#connection.on('consumer:paused', ({ consumerId }) => this.#media?.markPaused(consumerId, true));
		this.#connection.on('consumer:resumed', ({ consumerId }) => this.#media?.markPaused(consumerId, false));
		this.#connection.on('producer:closed', (closed) => this.#sender.serverClosed(closed));
		this.#connection.on('microphone:muted', () => this.floor.mute());
		this.#connection.on('media:restarted', ({ routerRtpCapabilities }) => {
			if (!this.#capabilities) return;
			const capabilities = { ...this.#capabilities, routerRtpCapabilities };
			const turn = this.#takeDown();
			scattered(() => void (turn === this.#mediaTurn && this.#build(capabilities)));
		});
	}

	#apply<N extends StateNotice>(name: N, data: NoticeData<N>): void {
		this.room?.apply(name, data);
	}

	#joined(joined: Joined): void {
		const { snapshot, resumed, consumers, producerIds, muted } = joined;
		if (this.room) this.room.load(snapshot);
		else {
			this.room = new Room(snapshot);
			this.room.clock.start();
		}
		this.#earlier.remember(snapshot.me.connectionId);
		this.voting.hurry();
		this.watched.forget();
		this.wall.looking.tellAgain();
		if (muted) this.floor.mute();
		void this.#sender.reconcile(producerIds, { muted });
		const media = this.#media;
		if (!resumed || !media) return void this.#build(joined);
		this.remote.watching.tellAgain();
		void media.reconcile(consumers);
		void media.repair();
	}

	#changed(state: ConnectionState): void {
		this.state = state;
		if (state.name === 'ended' || state.name === 'refused') this.#closeMedia();
		if (state.name !== 'ended') return;
		this.#earlier.forget();
		this.room?.clock.stop();
	}

	/** Nothing is carried any more. Answers whose turn it is to build anew, if nobody else comes before. */
	#takeDown(): number {
		const turn = ++this.#mediaTurn;
		this.#media?.close();
		this.#media = null;
		this.remote.set([]);
		// Nothing is known of a way that is yet to be made; that nothing arrives stays true until something does.
		this.paths = { ...this.paths, send: 'unknown' };
		return turn;
	}

	/** Everything that carries media, from nothing. */
	async #build(capabilities: Capabilities): Promise<void> {
		this.#capabilities = capabilities;
		const turn = this.#takeDown();
		try {
			const media = await Media.load(this.#connection.request, capabilities, {
				onRemoteTracks: (tracks) => {
					if (turn === this.#mediaTurn) this.remote.set(tracks);
				},
				onState: (direction, state) => {
					if (turn !== this.#mediaTurn) return;
					this.paths = { ...this.paths, [direction]: nextPath(this.paths[direction], state) };
				},
				onBroken: () => void (turn === this.#mediaTurn && this.#build(capabilities))
			});
			if (turn !== this.#mediaTurn) return media?.close();
			if (!media) {
				this.refusal = new Refusal('media_failed');
				return;
			}
			this.#media = media;
			await media.watchStage();
			if (turn === this.#mediaTurn) this.#connection.settled();
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			if (turn !== this.#mediaTurn) return;
			// Half-made media would pass for whole when the same seat is taken again.
			this.#media?.close();
			this.#media = null;
			if (this.state.name === 'joined') this.#connection.startOver();
		}
	}

	#closeMedia(): void {
		this.#mediaTurn++;
		this.#sender.close();
		this.#media?.close();
		this.#media = null;
		this.remote.close();
		this.local.close();
	}

	#followFloor(): void {
		$effect(() => {
			const { room } = this;
			const place = room ? { role: room.me.role, right: room.right } : null;
			untrack(() => this.floor.follow(place));
		});
		$effect(() => {
			const active = this.room !== null && this.floor.wants;
			if (!active) return;
			void [active.camera, active.microphone, this.room?.right];
			untrack(() => void this.floor.prepare());
		});
		$effect(() => {
			const media = this.#media;
			const { local, floor, room } = this;
			void [local.camera, local.microphone, local.screen, room?.right];
			void [floor.wants.camera, floor.wants.microphone];
			const picturesHeld = room?.picturesHeld ?? false;
			untrack(() => this.floor.send(media, picturesHeld));
		});
	}

	/** Something the page wants by itself; a refusal is no news for the person. */
	async #try<N extends CommandName>(name: N, message: CommandMessage<N>): Promise<void> {
		try {
			await this.#connection.request(name, message);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
		}
	}
}

/** Who needs the library asks again, and says what it means that it cannot be had. */
function ignoreUntilNeeded(): void {}
