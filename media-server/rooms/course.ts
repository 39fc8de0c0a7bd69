// The course of a meeting's recording: announced, begun, handed over. What of it is still to do is read from the log.
import { finishCapture } from '#lib/server/archive/archive.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { startRecording } from './log/decisions.ts';
import type { Journal } from './log/journal.ts';
import type { Recorder } from './recorder.ts';
import type { Stage } from './media/stage.ts';
import { untilDone } from './log/until-done.ts';

type Given = {
	sql: Sql;
	meetingId: string;
	journal: Journal;
	recorder: Recorder;
	stage: Stage;
	closing: AbortSignal;
	log: Log;
};

export class Course {
	readonly #given: Given;

	constructor(given: Given) {
		this.#given = given;
	}

	/** After the announcement has gone out to all, and when a room is taken up again. */
	goOn(): void {
		const { recording } = this.#given.journal.state;
		if (recording.state === 'announced') void this.#start();
		if (recording.state === 'on' && recording.startedAt !== null) this.#record(recording.startedAt);
	}

	/** Stops capturing at once; resolves when every file is closed. */
	stop(): Promise<void> {
		return this.#given.recorder.stop('recording-stopped');
	}

	/** The archivist takes over. */
	async handOver(endedAt: number): Promise<void> {
		const { sql, meetingId } = this.#given;
		await this.#mustHappen(() => finishCapture(sql, meetingId, new Date(endedAt)));
	}

	async #start(): Promise<void> {
		await this.#mustHappen(async () => {
			const { journal } = this.#given;
			await journal.decide(startRecording);
			// By what the log says: it may have taken the fact in an earlier attempt whose answer was lost.
			const { startedAt } = journal.state.recording;
			if (startedAt !== null) this.#record(startedAt);
		});
	}

	#record(startedAt: number): void {
		const { recorder, stage } = this.#given;
		recorder.begin(startedAt);
		for (const staged of stage.staged) recorder.capture(staged);
	}

	async #mustHappen(work: () => Promise<unknown>): Promise<void> {
		const { closing, log } = this.#given;
		await untilDone(work, closing, (error) => log.error({ err: error }, 'the recording waits'));
	}
}
