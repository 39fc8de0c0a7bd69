// The line to the media server: a ticket and a socket per attempt, one typed way to ask, notices by name.
import * as v from 'valibot';
import type { CommandData, CommandMessage, CommandName } from '#lib/protocol/commands.ts';
import { notices, type NoticeData, type NoticeName } from '#lib/protocol/notices.ts';
import { protocolVersion } from '#lib/protocol/values.ts';
import {
	isPassing,
	nextState,
	retryDelay,
	type ConnectionEvent,
	type ConnectionState
} from './connection-states.ts';
import { ask, connected, openLine, type Line, type OpenLine } from './line.ts';
import { Refusal } from './refusal.ts';

export type Request = <N extends CommandName>(name: N, message: CommandMessage<N>) => Promise<CommandData<N>>;

export type ConnectionOptions = {
	fetchTicket: (signal: AbortSignal) => Promise<string>;
	openLine?: OpenLine;
	/** The seat that this tab had before; asked once, for the first join. */
	earlierSeat?: () => Promise<string | undefined>;
	/** Another page of this person that sits in the meeting must give way. */
	takeOver?: boolean;
	/** Whether the site may be opened as soon as it is called; asked for each join. */
	consents?: () => boolean;
	/** The seat is taken, or taken again. The connection counts as joined when this has returned. */
	onJoined: (joined: CommandData<'room:join'>) => void;
	onState: (state: ConnectionState) => void;
	random?: () => number;
};

export class Connection {
	#options: ConnectionOptions;
	#state: ConnectionState = { name: 'idle' };
	#line: Line | undefined;
	/** Of the last join, so that the next one resumes the same seat. */
	#connectionId: string | undefined;
	#earlierSeat: ConnectionOptions['earlierSeat'];
	/** For the next join only: afterwards this page may be the one that gives way. */
	#takeOver: boolean;
	#listeners: { name: NoticeName; listener: (data: unknown) => void }[] = [];
	#attempt: AbortController | undefined;
	#retry: ReturnType<typeof setTimeout> | undefined;
	/** Seats in a row whose media could not be had. */
	#fruitless = 0;

	constructor(options: ConnectionOptions) {
		this.#options = options;
		this.#earlierSeat = options.earlierSeat;
		this.#takeOver = options.takeOver ?? false;
	}

	get state(): ConnectionState {
		return this.#state;
	}

	/** Before `start`: a notice that comes with the join must find its listener. */
	on<N extends NoticeName>(name: N, listener: (data: NoticeData<N>) => void): void {
		this.#listeners.push({ name, listener: (data) => listener(this.#read(name, data)) });
	}

	/** What this page cannot read was said by a server of another version: only a new page will do. */
	#read<N extends NoticeName>(name: N, data: unknown): NoticeData<N> {
		const parsed = v.safeParse(notices[name], data);
		if (parsed.success) return parsed.output;
		this.#drop();
		this.#step({ name: 'refused', code: 'version_mismatch' });
		throw new v.ValiError(parsed.issues);
	}

	start(): void {
		if (['connecting', 'joined', 'reconnecting'].includes(this.#state.name)) return;
		this.#step({ name: 'start' });
		void this.#try();
	}

	/** Asks the room. Throws a `Refusal`. */
	request: Request = async (name, message) => {
		if (!this.#line) throw new Refusal('unavailable');
		return ask(this.#line, name, message);
	};

	/** The line is back: an attempt that waits for its turn is made now. */
	hurry(): void {
		if (this.#retry === undefined) return;
		clearTimeout(this.#retry);
		this.#retry = undefined;
		void this.#try();
	}

	/** Gives the seat up and closes. Nobody waits for the answer: on a dead line it would take long to not come. */
	leave(): void {
		if (this.#state.name === 'joined') void this.request('room:leave', {}).catch(ignoreRefusal);
		this.close();
	}

	close(): void {
		this.#drop();
		this.#connectionId = undefined;
		this.#step({ name: 'closed' });
	}

	/** Page and room may disagree: the same seat is taken again, and its answer says what is the case. */
	renew(): void {
		if (this.#state.name === 'joined') this.#lost();
	}

	/**
	 * A new seat instead of the old one, for when its transports are beyond repair. Less and less often in a row. The old
	 * one is not given up but replaced, so that the site keeps its floor and its place in the queue.
	 */
	startOver(): void {
		this.#connectionId = undefined;
		this.#takeOver = true;
		this.#fruitless++;
		this.#lost();
	}

	/** The seat has what it was taken for. */
	settled(): void {
		this.#fruitless = 0;
	}

	async #try(): Promise<void> {
		const attempt = new AbortController();
		this.#attempt = attempt;
		try {
			if (this.#earlierSeat) {
				const earlier = await this.#earlierSeat();
				if (attempt.signal.aborted) return;
				this.#connectionId = earlier;
				this.#earlierSeat = undefined;
			}
			const ticket = await this.#options.fetchTicket(attempt.signal);
			if (attempt.signal.aborted) return;
			const line = await (this.#options.openLine ?? openLine)({ ticket, version: protocolVersion });
			if (attempt.signal.aborted) return void line.disconnect();
			this.#line = line;
			this.#listen(line);
			await connected(line);
			if (attempt.signal.aborted) return;
			const joined = await this.request('room:join', {
				connectionId: this.#connectionId,
				takeOver: this.#takeOver,
				consent: this.#options.consents?.() ?? false
			});
			if (attempt.signal.aborted) return;
			this.#connectionId = joined.snapshot.me.connectionId;
			this.#takeOver = false;
			this.#options.onJoined(joined);
			this.#step({ name: 'join-answered' });
		} catch (error) {
			if (attempt.signal.aborted) return;
			this.#failed(error);
		}
	}

	#failed(error: unknown): void {
		if (!(error instanceof Refusal)) {
			this.#drop();
			this.#step({ name: 'refused', code: 'internal' });
			throw error;
		}
		if (isPassing(error.code)) return this.#lost();
		this.#drop();
		this.#step({ name: 'refused', code: error.code });
	}

	#listen(line: Line): void {
		for (const { name, listener } of this.#listeners) line.on(name, listener);
		line.on('seat:ended', (data: unknown) => this.#seatEnded(this.#read('seat:ended', data)));
		line.on('disconnect', () => {
			if (line === this.#line && this.#state.name === 'joined') this.#lost();
		});
	}

	#seatEnded({ reason }: NoticeData<'seat:ended'>): void {
		this.#drop();
		this.#connectionId = undefined;
		this.#step({ name: 'seat-ended', reason });
	}

	#lost(): void {
		this.#drop();
		this.#step({ name: 'lost' });
		if (this.#state.name !== 'reconnecting') return;
		const attempt = this.#state.attempt + this.#fruitless;
		const wait = retryDelay(attempt, (this.#options.random ?? Math.random)());
		this.#retry = setTimeout(() => this.hurry(), wait);
	}

	/** Ends the attempt under way and the socket, so that no late answer of theirs is heard. */
	#drop(): void {
		clearTimeout(this.#retry);
		this.#retry = undefined;
		this.#attempt?.abort();
		this.#attempt = undefined;
		const line = this.#line;
		this.#line = undefined;
		line?.removeAllListeners();
		line?.disconnect();
	}

	#step(event: ConnectionEvent): void {
		const next = nextState(this.#state, event);
		if (next === this.#state) return;
		this.#state = next;
		this.#options.onState(next);
	}
}

/** The socket is closed behind the message, so its answer rarely arrives. */
function ignoreRefusal(error: unknown): void {
	if (!(error instanceof Refusal)) throw error;
}
