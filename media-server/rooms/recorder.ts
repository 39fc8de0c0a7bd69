// What a room and its recorder know of each other; the recorder itself is in recording/.
import type { types } from 'mediasoup';
import type { EventData, NewEvent } from '#lib/protocol/events.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { Staged } from './media/stage.ts';

export type PartEnd = EventData<'part:ended'>['reason'];

export interface RecordedRoom {
	meetingId: string;
	log: Log;
	router: () => types.Router;
	note: (event: NewEvent) => void;
	/** `failed` has changed. */
	changed: () => void;
}

export interface Recorder {
	/** Something that is on the stage is not being recorded. */
	readonly failed: boolean;
	/** Until then nothing is captured, because nobody has been told. */
	begin(startedAt: number): void;
	capture(staged: Staged): void;
	release(producerId: string, reason: PartEnd): void;
	/** Resolves when every file is closed. */
	stop(reason: PartEnd): Promise<void>;
}
