// What must hold: every judged figure's limit stands here and nowhere else. The rules under which a run counts at all
// are those of `report/result.ts`.

export const limits = {
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
	wall: {
		/** Megabits a second. */
		line: { most: 1.5 }
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
	}
} as const;
