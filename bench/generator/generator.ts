// A load generator: a process of its own, told by orders what to do.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as v from 'valibot';
import { answer, orders, type Order, type OrderName, type OrderReport } from './orders.ts';

type Waiting = { resolve: (report: unknown) => void; reject: (error: Error) => void };

export class Generator {
	readonly #child: ChildProcess;
	readonly #waiting = new Map<number, Waiting>();
	#number = 0;

	constructor(core: number) {
		const script = join(import.meta.dirname, 'main.ts');
		this.#child = spawn('taskset', ['-c', String(core), process.execPath, script], {
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
			// What cannot be written as JSON, such as what was not measured, must arrive, too.
			serialization: 'advanced'
		});
		this.#child.on('message', (message) => this.#take(message));
		this.#child.once('exit', (code, signal) => this.#giveUp(`a generator ended with ${code ?? signal}`));
	}

	get pid(): number {
		return this.#child.pid ?? 0;
	}

	async ask<N extends OrderName>(name: N, message: Order<N>): Promise<OrderReport<N>> {
		const number = this.#number++;
		const report = await new Promise<unknown>((resolve, reject) => {
			this.#waiting.set(number, { resolve, reject });
			this.#child.send({ number, name, message });
		});
		return v.parse(orders[name].report, report);
	}

	async end(): Promise<void> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		this.#child.kill('SIGKILL');
		await once(this.#child, 'exit');
	}

	#take(raw: unknown): void {
		const said = v.parse(answer, raw);
		const waiting = this.#waiting.get(said.number);
		this.#waiting.delete(said.number);
		if (said.ok) waiting?.resolve(said.report);
		else waiting?.reject(new Error(said.why));
	}

	#giveUp(why: string): void {
		for (const { reject } of this.#waiting.values()) reject(new Error(why));
		this.#waiting.clear();
	}
}
