// What every room of this media server is given.
import type { Sql } from '#lib/server/platform/db.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { BallotBox } from '#lib/server/votes/votes.ts';
import type { LoadMeter } from '../metrics/load.ts';
import type { Workers } from '../rtc/workers.ts';
import type { Tally } from '../tally.ts';
import type { Tell } from './line.ts';
import type { RecordedRoom, Recorder } from './recorder.ts';

export interface Surroundings {
	sql: Sql;
	workers: Workers;
	log: Log;
	tally: Tally;
	load: LoadMeter;
	ballotBox: BallotBox;
	/** Milliseconds that a seat waits for its page. */
	seatKept: number;
	/** Milliseconds that a site has to answer when it is asked to speak. */
	offerKept: number;
	/** Says something to all pages of a meeting. */
	toAll: (meetingId: string) => Tell;
	recorder: (room: RecordedRoom) => Recorder;
	/** Nobody is here any more, and nothing is left to be done. */
	emptied: (room: { meetingId: string }) => void;
}
