// A room's pen: what is decided and what happens goes into the log in one order, and only then changes the room.
// Everything that waits is written together, so 253 joins at once are a few statements.
import * as v from 'valibot';
import type { MeetingEvent, NewEvent } from '#lib/protocol/events.ts';
import { append, read } from '#lib/server/events/events.ts';
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError, isRefusedData } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { foldAll, foresee, type RoomState } from './state.ts';

export type Decide = (state: RoomState) => NewEvent[];
/** Work that stands or falls with the events of one decision. */
export type Also = (tx: Sql, events: MeetingEvent[]) => Promise<unknown>;
export type OnWritten = (events: MeetingEvent[], state: RoomState) => void;

type Decision = {
	decide: Decide;
	also: Also | undefined;
	resolve: (events: MeetingEvent[]) => void;
	reject: (error: unknown) => void;
};
/** `queued`: when the pen was given it, which may be a while after it happened. */
type Entry = { fact: NewEvent; queued: number } | { decision: Decision };
type Planned = { entry: Entry; events: NewEvent[] };

const retryDelay = 1000;

export class Journal {
	readonly #sql: Sql;
	readonly #meetingId: string;
	readonly #log: Log;
	readonly #onWritten: OnWritten;
	#state: RoomState;
	#waiting: Entry[] = [];
	#writing: Promise<void> | undefined;
	/** An append failed: it may have been committed all the same. */
	#inDoubt = false;
	#closing = false;
	/** How many of the waiting entries are written one by one, to find the one that cannot be written at all. */
	#suspects = 0;

	constructor(given: { sql: Sql; meetingId: string; state: RoomState; log: Log; onWritten: OnWritten }) {
		this.#sql = given.sql;
		this.#meetingId = given.meetingId;
		this.#state = given.state;
		this.#log = given.log;
		this.#onWritten = given.onWritten;
	}

	get state(): RoomState {
		return this.#state;
	}

	/** Milliseconds that the oldest fact waits for the log. */
	get lag(): number {
		const waiting = this.#waiting.flatMap((entry) => ('fact' in entry ? entry.queued : []));
		return waiting.length === 0 ? 0 : Math.max(0, Date.now() - Math.min(...waiting));
	}

	/** Judged by what the log says when its turn comes. Refused with `unavailable` while the log cannot be written. */
	decide(decide: Decide, also?: Also): Promise<MeetingEvent[]> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ decision: { decide, also, resolve, reject } });
			this.#begin();
		});
	}

	/** What has already happened is kept until it is written. */
	note(...events: NewEvent[]): void {
		const at = Date.now();
		this.#waiting.push(...events.map((event) => ({ fact: { at, ...event }, queued: at })));
		this.#begin();
	}

	/** Resolves when all that waits is written, or cannot be. */
	async close(): Promise<void> {
		this.#closing = true;
		await this.#writing;
	}

	#begin(): void {
		if (this.#waiting.length === 0 || this.#writing) return;
		this.#writing = this.#run().finally(() => {
			this.#writing = undefined;
			if (!this.#closing) this.#begin();
		});
	}

	async #run(): Promise<void> {
		while (this.#waiting.length > 0) {
			const batch = this.#take();
			const written = await this.#write(batch);
			if (written) continue;
			if (this.#closing) return;
			await new Promise((resolve) => setTimeout(resolve, retryDelay));
		}
	}

	/** All that waits up to the next decision with work of its own, or that one alone. */
	#take(): Entry[] {
		if (this.#suspects > 0) {
			this.#suspects--;
			return this.#waiting.splice(0, 1);
		}
		const index = this.#waiting.findIndex((entry) => 'decision' in entry && entry.decision.also);
		return this.#waiting.splice(0, index === -1 ? this.#waiting.length : Math.max(1, index));
	}

	async #write(batch: Entry[]): Promise<boolean> {
		let facts = batch.filter((entry) => 'fact' in entry);
		try {
			if (this.#inDoubt) facts = await this.#settle(facts);
			const planned = this.#plan(batch.filter((entry) => 'decision' in entry || facts.includes(entry)));
			const written = await this.#append(planned);
			await this.#absorb(written);
			resolveAll(planned, written);
			return true;
		} catch (error) {
			this.#inDoubt = true;
			this.#refuse(batch, error);
			return this.#keep(facts, error);
		}
	}

	/** False when it must be tried again later. A fact that the log will never take must not hold up all others. */
	#keep(facts: Entry[], error: unknown): boolean {
		const hopeless = isRefusedData(error) || v.isValiError(error);
		if (hopeless && facts.length <= 1) {
			if (facts.length === 1)
				this.#log.error({ err: error, facts }, 'a fact is lost: the log does not take it');
			return true;
		}
		this.#waiting.unshift(...facts);
		if (hopeless) this.#suspects = facts.length;
		return hopeless || facts.length === 0;
	}

	#plan(batch: Entry[]): Planned[] {
		let state = this.#state;
		const at = Date.now();
		return batch.flatMap((entry) => {
			try {
				const events = 'fact' in entry ? [entry.fact] : entry.decision.decide(state);
				state = foresee(state, events, this.#meetingId, at);
				return [{ entry, events }];
			} catch (error) {
				if ('decision' in entry) entry.decision.reject(error);
				return [];
			}
		});
	}

	async #append(planned: Planned[]): Promise<MeetingEvent[]> {
		const events = planned.flatMap((one) => one.events);
		const [first] = planned;
		const also = first && 'decision' in first.entry ? first.entry.decision.also : undefined;
		if (!also) return append(this.#sql, this.#meetingId, events);
		return transaction(this.#sql, async (tx) => {
			const written = await append(tx, this.#meetingId, events);
			await also(tx, written);
			return written;
		});
	}

	/** Others may write into the same log; what they wrote meanwhile is read first. */
	async #absorb(written: MeetingEvent[]): Promise<void> {
		const [first] = written;
		if (first === undefined) return;
		const next = this.#state.seq + 1;
		const events = first.seq === next ? written : await read(this.#sql, this.#meetingId, this.#state.seq);
		this.#advance(events);
	}

	#advance(events: MeetingEvent[]): void {
		this.#state = foldAll(this.#state, events);
		try {
			this.#onWritten(events, this.#state);
		} catch (error) {
			// The log is right; a fault in what follows from it must not write it twice.
			this.#log.error({ err: error }, 'the room could not follow its log');
		}
	}

	/** After a failure: what stands in the log already is not written twice. */
	async #settle(facts: Extract<Entry, { fact: NewEvent }>[]) {
		const found = await read(this.#sql, this.#meetingId, this.#state.seq);
		if (found.length > 0) this.#advance(found);
		this.#inDoubt = false;
		return facts.filter(({ fact }) => !found.some((event) => isSame(event, fact)));
	}

	#refuse(batch: Entry[], error: unknown): void {
		const coded = error instanceof CodedError ? error : new CodedError('unavailable', { cause: error });
		if (coded !== error) this.#log.error({ err: error }, 'the log of the meeting cannot be written');
		for (const entry of batch) if ('decision' in entry) entry.decision.reject(coded);
	}
}

function resolveAll(planned: Planned[], written: MeetingEvent[]): void {
	let index = 0;
	for (const { entry, events } of planned) {
		const own = written.slice(index, index + events.length);
		index += events.length;
		if ('decision' in entry) entry.decision.resolve(own);
	}
}

function isSame(event: MeetingEvent, fact: NewEvent): boolean {
	return (
		event.type === fact.type &&
		event.at === fact.at &&
		event.siteId === (fact.siteId ?? null) &&
		JSON.stringify(event.data) === JSON.stringify(fact.data)
	);
}
