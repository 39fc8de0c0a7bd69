// What a benchmark is, and what it is given.
import type { City } from './city/city.ts';
import type { Floor } from './floor/floor.ts';
import type { Generator } from './generator/generator.ts';
import type { Bare } from './peers/bare.ts';
import type { Janus } from './peers/janus.ts';
import type { Figure } from './report/result.ts';

/** On which cores what runs: the media workers have one for themselves. */
export const cores = { load: 0, worker: 1 } as const;

export type Setting = { sites: number; seconds: number };

export type Measured = {
	figures: Figure[];
	/** Both cores while the figures were taken. */
	used: { cores: number[]; steal: number };
	/** Percent of what was sent to all receivers. */
	delivered?: number;
	/** Packets of the source against what it should have sent, 0 to 1. */
	sourceShare?: number;
	notes?: string[];
};

/** Gives what a benchmark needs, and ends it afterwards. */
export interface Workshop {
	/** One product for all benchmarks of a run. */
	city(): Promise<City>;
	/** A new one, for this benchmark alone. */
	ownCity(options?: { workers?: number; packets?: number }): Promise<City>;
	/** Ends one of its own; what its log complained of is noted. */
	leaveCity(city: City): Promise<void>;
	floor(): Promise<Floor>;
	generator(): Generator;
	bare(buffers?: 'raised' | 'default'): Promise<Bare>;
	/** Undefined where there is none; `note` says why. */
	janus(kinds: ('audio' | 'video')[], eventLoops: number): Promise<Janus | undefined>;
	/** What the reader of the table must know. */
	note(text: string): void;
}

export interface Benchmark {
	name: string;
	/** As it counts; the command line may ask for less. */
	usual: Setting;
	run(workshop: Workshop, setting: Setting): Promise<Measured>;
}
