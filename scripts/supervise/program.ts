// One of our programs as a child process: started again when it dies, its output in a log file, ended with all it started.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { projectFolder } from '../prepare/files.ts';
import { LogFile } from './log-file.ts';
import { faultIn } from './log-line.ts';
import { endGroup, signalGroup } from './process-group.ts';

const firstDelay = 200;
const longestDelay = 10_000;
const countsAsHealthy = 30_000;
const endsWithin = 12_000;
/** For what a dead program has left behind. */
const leftEndsWithin = 3000;

export interface ProgramOptions {
	name: string;
	/** Path of its TypeScript source in the project. */
	script: string;
	env: NodeJS.ProcessEnv;
	logFile: string;
	onStart: () => void;
	onFault: (text: string) => void;
}

export class Program {
	readonly name: string;
	readonly script: string;
	readonly #options: ProgramOptions;
	readonly #log: LogFile;
	readonly #ending = new AbortController();
	#child: ChildProcess | undefined;
	#running: Promise<void> | undefined;
	/** Resolves when nothing is left of the run before. */
	#cleared = Promise.resolve();
	/** Whether it has said that it does its work. */
	isReady = false;
	/** Deaths in a row, each soon after its start. */
	quickDeaths = 0;

	constructor(options: ProgramOptions) {
		this.name = options.name;
		this.script = options.script;
		this.#options = options;
		this.#log = new LogFile(options.logFile);
	}

	get pid(): number | undefined {
		return this.#child?.pid;
	}

	start(): void {
		this.#running ??= this.#keepRunning();
	}

	/** Asks the program to end, and makes sure that it has. */
	async stop(): Promise<void> {
		this.#ending.abort();
		const child = this.#child;
		if (!child?.pid) return this.#running;
		child.kill('SIGTERM');
		const ended = await Promise.race([
			this.#running?.then(() => true),
			pause(endsWithin, false, { ref: false })
		]);
		if (!ended) {
			this.#options.onFault(`${this.name} did not end in time and was killed`);
			signalGroup(child.pid, 'SIGKILL');
			await this.#running;
		}
		await this.#cleared;
	}

	async #keepRunning(): Promise<void> {
		const { signal } = this.#ending;
		while (!signal.aborted) {
			const started = Date.now();
			const outcome = await this.#runOnce();
			if (signal.aborted) return;
			this.quickDeaths = Date.now() - started > countsAsHealthy ? 0 : this.quickDeaths + 1;
			const delay = Math.min(longestDelay, firstDelay * 2 ** this.quickDeaths);
			this.#options.onFault(`${this.name} ended (${outcome}); starting it again in ${delay / 1000} s`);
			await pause(delay, undefined, { signal }).catch(() => undefined);
		}
	}

	async #runOnce(): Promise<string> {
		// A process group of its own: Ctrl-C in the terminal reaches only us, and we end all in order.
		const child = spawn(process.execPath, [this.script], {
			cwd: projectFolder,
			env: this.#options.env,
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			detached: true
		});
		this.#child = child;
		for (const stream of [child.stdout, child.stderr]) {
			if (stream)
				createInterface({ input: stream }).on('line', (line) => this.#take(line, stream === child.stderr));
		}
		child.on('message', (message) => {
			if (message === 'ready') this.isReady = true;
		});
		this.#options.onStart();
		const [code, signal] = await once(child, 'exit');
		this.isReady = false;
		// What it had started itself, such as ffmpeg, must not outlive it.
		if (child.pid) this.#cleared = endGroup(child.pid, leftEndsWithin);
		return typeof signal === 'string' ? signal : `code ${code}`;
	}

	#take(line: string, isError: boolean): void {
		this.#log.write(line);
		const fault = faultIn(line, isError);
		if (fault) this.#options.onFault(`${this.name}: ${fault}`);
	}
}
