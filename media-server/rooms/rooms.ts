// The rooms of this media server. Each is opened once, however many join at the same moment.
import type { Log } from '#lib/server/platform/log.ts';
import type { Room } from './room.ts';

type Given = {
	open: (meetingId: string, emptied: (room: { meetingId: string }) => void) => Promise<Room>;
	/** Milliseconds that a room waits for somebody to come back. */
	emptyKept: number;
	log: Log;
};

export class Rooms {
	readonly #given: Given;
	readonly #rooms = new Map<string, Promise<Room>>();
	readonly #closings = new Map<string, Promise<void>>();
	readonly #timers = new Map<string, NodeJS.Timeout>();
	#closing = false;

	constructor(given: Given) {
		this.#given = given;
	}

	get size(): number {
		return this.#rooms.size;
	}

	get(meetingId: string): Promise<Room> {
		const known = this.#rooms.get(meetingId);
		if (known) return known;
		const opening = this.#openRoom(meetingId);
		this.#rooms.set(meetingId, opening);
		opening.catch(() => this.#rooms.delete(meetingId));
		return opening;
	}

	async #openRoom(meetingId: string): Promise<Room> {
		// A room that is closing writes its last lines first.
		await this.#closings.get(meetingId);
		const room = await this.#given.open(meetingId, (one) => this.#emptied(one));
		// Who asked for it may be refused: then nobody ever leaves it.
		this.#emptied(room);
		return room;
	}

	async endSession(sessionId: string): Promise<void> {
		for (const room of await this.all()) room.endSession(sessionId);
	}

	/** A meeting that nobody waits for has no room yet. */
	async meetingChanged(meetingId: string): Promise<void> {
		await (await this.#rooms.get(meetingId))?.readAgain();
	}

	async close(): Promise<void> {
		this.#closing = true;
		for (const timer of this.#timers.values()) clearTimeout(timer);
		await Promise.all((await this.all()).map((room) => room.close()));
	}

	async all(): Promise<Room[]> {
		const settled = await Promise.allSettled(this.#rooms.values());
		return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
	}

	#emptied({ meetingId }: { meetingId: string }): void {
		clearTimeout(this.#timers.get(meetingId));
		if (this.#closing) return;
		const closeIt = () =>
			this.#closeIfEmpty(meetingId).catch((error: unknown) =>
				this.#given.log.error({ err: error, meeting: meetingId }, 'an empty room was not closed well')
			);
		const timer = setTimeout(closeIt, this.#given.emptyKept);
		this.#timers.set(meetingId, timer);
	}

	async #closeIfEmpty(meetingId: string): Promise<void> {
		this.#timers.delete(meetingId);
		const room = await this.#rooms.get(meetingId);
		if (!room?.empty || this.#closing) return;
		const closed = room.close().finally(() => this.#closings.delete(meetingId));
		this.#closings.set(meetingId, closed);
		this.#rooms.delete(meetingId);
	}
}
