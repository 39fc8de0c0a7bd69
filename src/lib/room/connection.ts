// The line to the media server: a ticket and a socket per attempt, one typed way to ask, notices by name.
import * as v from 'valibot';
import { commands, type CommandData, type CommandMessage, type CommandName } from '#lib/protocol/commands.ts';
import { errorCodes } from '#lib/protocol/errors.ts';
import { notices, type NoticeData, type NoticeName } from '#lib/protocol/notices.ts';
import { socketPath, socketTransports, type Handshake } from '#lib/protocol/socket.ts';
import { protocolVersion } from '#lib/protocol/values.ts';
import {
	isPassing,
	nextState,
	retryDelay,
	type ConnectionEvent,
	type ConnectionState
} from './connection-states.ts';
import { Refusal } from './refusal.ts';

/** Milliseconds until an unanswered command counts as failed. */
const answerTimeout = 10_000;
const handshakeTimeout = 8_000;

const code = v.picklist(errorCodes);
const answer = v.variant('ok', [
	v.object({ ok: v.literal(true), data: v.unknown() }),
	v.object({ ok: v.literal(false), error: v.object({ code, reference: v.optional(v.string()) }) })
]);
/** How the server names the reason of a refused handshake. */
const handshakeError = v.object({ data: v.object({ code }) });

export type Request = <N extends CommandName>(name: N, message: CommandMessage<N>) => Promise<CommandData<N>>;
/** What is used of a socket; nothing that it brings is trusted before it was parsed. */
export type Line = {
	readonly connected: boolean;
	on(name: string, listener: (data: unknown) => void): unknown;
	once(name: string, listener: (data: unknown) => void): unknown;
	removeAllListeners(): unknown;
	disconnect(): unknown;
	timeout(milliseconds: number): { emitWithAck(name: string, message: unknown): Promise<unknown> };
};
export type OpenLine = (handshake: Handshake) => Promise<Line>;

export type ConnectionOptions = {
	fetchTicket: (signal: AbortSignal) => Promise<string>;
	openLine?: OpenLine;
	/** The seat is taken, or taken again. The connection counts as joined when this has returned. */
	onJoined: (joined: CommandData<'room:join'>) => void;
	onState: (state: ConnectionState) => void;
	random?: () => number;
};

export class Connection {
	#options: ConnectionOptions;
	#state: ConnectionState = { name: 'idle' };
	#socket: Line | undefined;
	/** Of the last join, so that the next one resumes the same seat. */
	#connectionId: string | undefined;
	#listeners: { name: NoticeName; listener: (data: unknown) => void }[] = [];
	#attempt: AbortController | undefined;
	#retry: ReturnType<typeof setTimeout> | undefined;

	constructor(options: ConnectionOptions) {
		this.#options = options;
	}

	get state(): ConnectionState {
		return this.#state;
	}

	/** Before `start`: a notice that comes with the join must find its listener. */
	on<N extends NoticeName>(name: N, listener: (data: NoticeData<N>) => void): void {
		this.#listeners.push({ name, listener: (data) => listener(v.parse(notices[name], data)) });
	}

	start(): void {
		if (['connecting', 'joined', 'reconnecting'].includes(this.#state.name)) return;
		this.#step({ name: 'start' });
		void this.#try();
	}

	/** Asks the room. Throws a `Refusal`. */
	request: Request = async (name, message) => {
		const socket = this.#socket;
		if (!socket?.connected) throw new Refusal('unavailable');
		let given: unknown;
		try {
			given = await socket.timeout(answerTimeout).emitWithAck(name, message);
		} catch {
			throw new Refusal(socket.connected ? 'timeout' : 'unavailable');
		}
		const result = v.parse(answer, given);
		if (!result.ok) throw new Refusal(result.error.code, result.error.reference);
		return v.parse(commands[name].data, result.data);
	};

	/** The line is back: an attempt that waits for its turn is made now. */
	hurry(): void {
		if (this.#retry === undefined) return;
		clearTimeout(this.#retry);
		this.#retry = undefined;
		void this.#try();
	}

	/** Gives the seat up and closes. Closing twice is the same as closing once. */
	async leave(): Promise<void> {
		if (this.#state.name === 'joined') await this.request('room:leave', {}).catch(ignoreRefusal);
		this.close();
	}

	close(): void {
		this.#drop();
		this.#connectionId = undefined;
		this.#step({ name: 'closed' });
	}

	/** A new seat instead of the old one, for when its transports are beyond repair. */
	startOver(): void {
		this.#connectionId = undefined;
		this.#lost();
	}

	async #try(): Promise<void> {
		const attempt = new AbortController();
		this.#attempt = attempt;
		try {
			const ticket = await this.#options.fetchTicket(attempt.signal);
			if (attempt.signal.aborted) return;
			const socket = await (this.#options.openLine ?? openSocket)({ ticket, version: protocolVersion });
			if (attempt.signal.aborted) return void socket.disconnect();
			this.#socket = socket;
			this.#listen(socket);
			await connected(socket);
			if (attempt.signal.aborted) return;
			const joined = await this.request('room:join', { connectionId: this.#connectionId });
			if (attempt.signal.aborted) return;
			this.#connectionId = joined.snapshot.me.connectionId;
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

	#listen(socket: Line): void {
		for (const { name, listener } of this.#listeners) socket.on(name, listener);
		socket.on('seat:ended', (data: unknown) => this.#seatEnded(v.parse(notices['seat:ended'], data)));
		socket.on('disconnect', () => {
			if (socket === this.#socket && this.#state.name === 'joined') this.#lost();
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
		const wait = retryDelay(this.#state.attempt, (this.#options.random ?? Math.random)());
		this.#retry = setTimeout(() => this.hurry(), wait);
	}

	/** Ends the attempt under way and the socket, so that no late answer of theirs is heard. */
	#drop(): void {
		clearTimeout(this.#retry);
		this.#retry = undefined;
		this.#attempt?.abort();
		this.#attempt = undefined;
		const socket = this.#socket;
		this.#socket = undefined;
		socket?.removeAllListeners();
		socket?.disconnect();
	}

	#step(event: ConnectionEvent): void {
		const next = nextState(this.#state, event);
		if (next === this.#state) return;
		this.#state = next;
		this.#options.onState(next);
	}
}

/** The library is brought only by those who open a socket. */
async function openSocket(handshake: Handshake): Promise<Line> {
	const { io } = await import('socket.io-client');
	return io({
		path: socketPath,
		auth: handshake,
		reconnection: false,
		forceNew: true,
		timeout: handshakeTimeout,
		transports: [...socketTransports]
	});
}

function connected(socket: Line): Promise<void> {
	return new Promise((resolve, reject) => {
		if (socket.connected) return resolve();
		socket.once('connect', () => resolve());
		socket.once('connect_error', (error: unknown) => {
			const named = v.safeParse(handshakeError, error);
			reject(new Refusal(named.success ? named.output.data.code : 'unavailable'));
		});
	});
}

/** Whoever leaves does so also when the room no longer answers. */
function ignoreRefusal(error: unknown): void {
	if (!(error instanceof Refusal)) throw error;
}
