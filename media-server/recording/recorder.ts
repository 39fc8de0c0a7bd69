// The recorder of one room: a track for each producer on the stage, from the moment that everyone has been told.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addPart, partEnded, partStarted } from '#lib/server/archive/archive.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { untilDone } from '../rooms/log/until-done.ts';
import type { PartEnd, RecordedRoom, Recorder } from '../rooms/recorder.ts';
import type { Staged } from '../rooms/media/stage.ts';
import type { PortPairs } from './ports.ts';
import { Track, type Entry } from './track.ts';

export interface RecordingGiven {
	sql: Sql;
	/** Undefined when there is no ffmpeg: meetings are held, and everyone sees that they are not recorded. */
	ffmpeg: string | undefined;
	/** DATA_DIR/recordings */
	folder: string;
	ports: PortPairs;
	partLength: number;
}

/** Milliseconds. */
const writtenWithin = 3_000;

export class RoomRecorder implements Recorder {
	readonly #given: RecordingGiven;
	readonly #room: RecordedRoom;
	readonly #tracks = new Map<string, Track>();
	readonly #failing = new Set<string>();
	readonly #closing = new Set<Promise<unknown>>();
	readonly #writing = new Set<Promise<unknown>>();
	#startedAt: number | undefined;
	#stopped = false;

	constructor(given: RecordingGiven, room: RecordedRoom) {
		this.#given = given;
		this.#room = room;
	}

	get failed(): boolean {
		return this.#failing.size > 0;
	}

	begin(startedAt: number): void {
		this.#startedAt = startedAt;
	}

	capture(staged: Staged): void {
		const { producer } = staged;
		const startedAt = this.#startedAt;
		if (startedAt === undefined || this.#stopped || this.#tracks.has(producer.id)) return;
		const { ffmpeg, ports, partLength } = this.#given;
		if (ffmpeg === undefined) {
			this.#setFailing(producer.id, true);
			return;
		}
		const { source, peer } = staged;
		const log = this.#room.log.child({ site: peer.siteId, producer: producer.id, source });
		const track = new Track({
			router: this.#room.router(),
			producer,
			ffmpeg,
			ports,
			partLength,
			log,
			addEntry: () => this.#addEntry(staged, startedAt),
			onChange: (recorded) => {
				// A track that has left the stage meanwhile is nobody's worry.
				if (this.#tracks.get(producer.id) === track) this.#setFailing(producer.id, !recorded);
			}
		});
		this.#tracks.set(producer.id, track);
	}

	release(producerId: string, reason: PartEnd): void {
		const track = this.#tracks.get(producerId);
		this.#tracks.delete(producerId);
		this.#setFailing(producerId, false);
		if (track) keep(this.#closing, track.stop(reason));
	}

	async stop(reason: PartEnd): Promise<void> {
		this.#stopped = true;
		for (const producerId of [...this.#tracks.keys()]) this.release(producerId, reason);
		while (this.#closing.size > 0) await Promise.all(this.#closing);
		// Rows that the database does not take now are put right when the recording is handed over or taken up again.
		await Promise.race([Promise.all(this.#writing), pause(writtenWithin, undefined, { ref: false })]);
	}

	async #addEntry({ peer, producer, source }: Staged, startedAt: number): Promise<Entry> {
		const { sql, folder } = this.#given;
		const { siteId } = peer;
		const { id, path } = await addPart(sql, { meetingId: this.#room.meetingId, siteId, source });
		let began = false;
		return {
			file: join(folder, path),
			started: (at) => {
				began = true;
				const data = { partId: id, producerId: producer.id, source, offset: at.getTime() - startedAt };
				this.#room.note({ type: 'part:started', at: at.getTime(), siteId, data });
				this.#write(siteId, () => partStarted(sql, id, at));
			},
			ended: (reason, size) => {
				const endedAt = new Date();
				const data = { partId: id, reason };
				if (began) this.#room.note({ type: 'part:ended', at: endedAt.getTime(), siteId, data });
				const written = size !== undefined && size > 0;
				const failure = written
					? {}
					: ({ failure: reason === 'failed' ? 'writer_failed' : 'empty' } as const);
				this.#write(siteId, () => partEnded(sql, id, { endedAt, ...(written ? { size } : {}), ...failure }));
			}
		};
	}

	#setFailing(producerId: string, failing: boolean): void {
		const before = this.failed;
		if (failing) this.#failing.add(producerId);
		else this.#failing.delete(producerId);
		if (before !== this.failed) this.#room.changed();
	}

	/** Written down even when the database is away for a while, but a program that ends does not wait so long. */
	#write(site: string, work: () => Promise<void>): void {
		const patience = AbortSignal.timeout(60_000);
		const failed = (error: unknown) =>
			this.#room.log.error({ err: error, site }, 'a part is not written down');
		keep(this.#writing, untilDone(work, patience, failed));
	}
}

function keep(set: Set<Promise<unknown>>, work: Promise<unknown>): void {
	const kept = work.finally(() => set.delete(kept));
	set.add(kept);
}
