// What must hold: every judged figure's limit stands here and nowhere else. The rules under which a run counts at all
// are those of `report/result.ts`.
import type { Limit } from './report/result.ts';

/** Where nobody may be missing: of sites, changes, streams. */
export const all = (count: number): Limit => ({ least: count });

export const limits = {
	/** Times the floor. */
	forward: { most: 1.6 },
	join: {
		/** Milliseconds. */
		siteP95: { most: 2000 }
	},
	meeting: {
		/** Percent. */
		delivered: { least: 99.5 },
		/** A slice's border cuts through what is under way: a tenth of a second of it is 0.3 %. */
		deliveredInSlice: { least: 99 },
		pages: { least: 4 },
		/** Percent of the time. */
		frozen: { most: 1 },
		timesRaw: { most: 1.1 },
		timesTunedJanus: { most: 0.7 }
	},
	floor: {
		/** Milliseconds. */
		shownP95: { most: 500 },
		shownP99: { most: 1000 },
		missed: { most: 0 },
		keyFrames: { most: 1 }
	},
	uplink: {
		/** Percent. */
		lost: { most: 0 }
	},
	signal: {
		timesBare: { most: 2 },
		/** Milliseconds. */
		heardP99: { most: 50 },
		/** Percent. */
		arrived: { least: 100 }
	},
	/** Times. */
	growth: { most: 1.2 },
	vote: {
		/** Percent. */
		counted: { least: 100 },
		wrong: { most: 0 },
		screens: { least: 100 },
		/** Milliseconds. */
		shown: { most: 1000 }
	},
	wall: {
		/** Megabits a second. */
		line: { most: 1.5 }
	},
	face: {
		/** Share of the time in which the page can do nothing else, while nobody does anything. */
		idle: { most: 0.1 },
		/** A page that stands still for longer is felt; the same bound for the answer to a key: "good" by web.dev's INP. */
		milliseconds: { most: 200 }
	},
	/** Times one worker. */
	spill: { most: 1.1 },
	codec: {
		/** Cores of a weak PC. */
		stage: { most: 1 }
	}
} as const satisfies Record<string, Limit | Record<string, Limit>>;
