// Starts what benchmarks ask for, and ends all of it.
import { City } from './city/city.ts';
import { cores, type Workshop } from './benchmark.ts';
import { Floor } from './floor/floor.ts';
import { Generator } from './generator/generator.ts';
import { startBare } from './peers/bare.ts';
import { startJanus, whyNoJanus } from './peers/janus.ts';
import { familyOf } from './report/machine.ts';

function kill(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It went with its parent.
	}
}

export const complaintOf = (complaint: string) => `the product's log: ${complaint}`;

/** Lives for the whole run. */
export class House {
	#city: Promise<City> | undefined;
	#floor: Promise<Floor> | undefined;

	city(): Promise<City> {
		return (this.#city ??= City.start());
	}

	floor(): Promise<Floor> {
		return (this.#floor ??= Floor.build());
	}

	/** When nothing of the benchmark before is at work any more; false when that takes too long. */
	async rest(): Promise<boolean> {
		return (await (await this.#city)?.rest()) ?? true;
	}

	/** Since it was asked last. */
	async complaints(): Promise<string[]> {
		return (await this.#city)?.logs.complaints() ?? [];
	}

	async close(): Promise<void> {
		await (await this.#city)?.end();
		await (await this.#floor)?.remove();
	}
}

/** Lives for one benchmark. */
export class Bench implements Workshop {
	readonly notes: string[] = [];
	/** How the products were set that it asked for. */
	readonly product: string[] = [];
	readonly #house: House;
	readonly #ends: (() => Promise<unknown>)[] = [];
	#closed = false;

	constructor(house: House) {
		this.#house = house;
	}

	async city(): Promise<City> {
		this.#mustBeOpen();
		return this.#know(await this.#house.city());
	}

	async ownCity(options: { workers?: number; packets?: number } = {}): Promise<City> {
		this.#mustBeOpen();
		const city = await City.start(options);
		this.#ends.push(() => city.end());
		return this.#know(city);
	}

	async leaveCity(city: City): Promise<void> {
		for (const complaint of city.logs.complaints()) this.note(complaintOf(complaint));
		await city.end();
	}

	floor(): Promise<Floor> {
		return this.#house.floor();
	}

	/** In the same minutes as the figures: what a packet costs this machine now. Null where no product was measured. */
	async floorCost(): Promise<number | null> {
		return this.product.length === 0 ? null : (await this.#house.floor()).costNow(cores);
	}

	generator(): Generator {
		this.#mustBeOpen();
		const generator = new Generator(cores.load);
		this.#ends.push(() => generator.end());
		return generator;
	}

	async bare(buffers: 'raised' | 'default' = 'raised') {
		this.#mustBeOpen();
		const bare = await startBare({ server: cores.load, worker: cores.worker }, buffers);
		this.#ends.push(() => bare.end());
		return bare;
	}

	async janus(kinds: ('audio' | 'video')[], eventLoops: number) {
		this.#mustBeOpen();
		const why = await whyNoJanus();
		if (why !== undefined) {
			this.note(`skipped: ${why}`);
			return undefined;
		}
		const janus = await startJanus(cores.worker, kinds, eventLoops);
		this.#ends.push(() => janus.end());
		return janus;
	}

	note(text: string): void {
		if (!this.notes.includes(text)) this.notes.push(text);
	}

	async close(): Promise<void> {
		this.#closed = true;
		for (const end of this.#ends.toReversed()) await end();
		// Browsers of one that was broken off.
		for (const { pid, command } of familyOf(process.pid)) if (command.includes('chrom')) kill(pid);
	}

	#know(city: City): City {
		if (!this.product.includes(city.setting)) this.product.push(city.setting);
		return city;
	}

	/** One that took too long must start nothing any more. */
	#mustBeOpen(): void {
		if (this.#closed) throw new Error('this benchmark was given up');
	}
}
