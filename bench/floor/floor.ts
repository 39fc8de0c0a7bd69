// What a packet costs at least on this machine, by a small program that does nothing else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { run } from '../../scripts/prepare/run.ts';
import { freePorts } from '../../scripts/supervise/network.ts';
import { somewhereIn } from '../report/machine.ts';

/** Of a packet of video. */
const usualBytes = 1100;

export type Drain = { end(): Promise<number> };

export class Floor {
	readonly #folder: string;
	readonly #program: string;

	private constructor(folder: string) {
		this.#folder = folder;
		this.#program = join(folder, 'floor');
	}

	/** Built with the compiler and the OpenSSL that the set-up installs for the media worker. */
	static async build(): Promise<Floor> {
		const folder = await mkdtemp(join(tmpdir(), 'diem-cau-floor-'));
		const floor = new Floor(folder);
		const source = join(import.meta.dirname, 'floor.c');
		await run('g++', ['-x', 'c', '-O2', '-o', floor.#program, source, '-lcrypto']);
		return floor;
	}

	/** Microseconds of processor time for each packet of this size, encrypted and sent as fast as it goes. */
	async cost(core: number, bytes: number, seconds: number, port: number): Promise<number> {
		const words = [this.#program, 'send', String(bytes), String(seconds), String(port)];
		const output = await run('taskset', ['-c', String(core), ...words]);
		const [packets = 0, user = 0, system = 0] = output.split(' ').map(Number);
		return ((user + system) * 1e6) / packets;
	}

	/** The same once, with somebody who takes what is sent. */
	async costNow(cores: { worker: number; load: number }): Promise<number> {
		const port = await freePorts(somewhereIn(25_000), 1, '127.0.0.1', true);
		const drain = await this.drain(cores.load, port);
		const cost = await this.cost(cores.worker, usualBytes, 1, port);
		await drain.end();
		return cost;
	}

	/** Takes whatever comes to this port; told to end it answers how many packets. */
	async drain(core: number, port: number): Promise<Drain> {
		const words = ['-c', String(core), this.#program, 'drain', String(port)];
		const child = spawn('taskset', words, { stdio: ['ignore', 'pipe', 'inherit'] });
		const lines = createInterface({ input: child.stdout });
		await once(lines, 'line');
		return {
			async end() {
				const told = once(lines, 'line');
				child.kill('SIGTERM');
				const [line] = await told;
				return Number(line);
			}
		};
	}

	async remove(): Promise<void> {
		await rm(this.#folder, { recursive: true });
	}
}
