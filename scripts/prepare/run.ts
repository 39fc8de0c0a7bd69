import { type ChildProcess, spawn } from 'node:child_process';

export interface RunOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Called with each line of output. */
	onLine?: (line: string) => void;
}

const keptLines = 40;
const running = new Set<ChildProcess>();

/** Ends what `run` has started and is still at work. */
export function endRunning(): void {
	for (const child of running) child.kill('SIGTERM');
}

process.on('exit', endRunning);

/** A program that ended with a failure. */
export class RunError extends Error {
	readonly #output: string;

	constructor(what: string, output: string) {
		super(`${what}\n${output.trimEnd().split('\n').slice(-keptLines).join('\n')}`);
		this.#output = output;
	}

	get output(): string {
		return this.#output;
	}
}

/** Runs a program to its end and gives its output; a failure's error ends with the last lines it printed. */
export function run(program: string, args: string[], options: RunOptions = {}): Promise<string> {
	const { onLine, ...spawnOptions } = options;
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] });
		running.add(child);
		let output = '';
		const take = (chunk: Buffer) => {
			output += chunk.toString();
			if (onLine) for (const line of chunk.toString().split(/[\r\n]+/)) if (line) onLine(line);
		};
		child.stdout.on('data', take);
		child.stderr.on('data', take);
		child.once('error', reject);
		child.once('close', (code, signal) => {
			running.delete(child);
			if (code === 0) return resolve(output.trim());
			reject(new RunError(`${program} ${args.join(' ')} ended with ${code ?? signal}`, output));
		});
	});
}

/** The output of a program, or nothing where it is missing or refuses. */
export async function ask(program: string, ...args: string[]): Promise<string | undefined> {
	try {
		return await run(program, args);
	} catch {
		return undefined;
	}
}
