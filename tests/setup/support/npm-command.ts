// An npm command as a person at a terminal has it: under the machine's own Node, in a process group of its own, which is
// what Ctrl-C reaches.
import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { variableNames } from '../../../src/lib/server/platform/config.ts';

const project = join(import.meta.dirname, '../../..');
const outsideProject = (folder: string) => !folder.endsWith(join('node_modules', '.bin'));

export class NpmCommand {
	readonly lines: string[] = [];
	/** The exit code, or the signal that ended it. */
	readonly ended: Promise<number | string>;
	readonly #child: ChildProcess;
	readonly #waiting = new Set<() => void>();

	constructor(args: string[], settings: Record<string, string>) {
		const child = spawn('npm', args, {
			cwd: project,
			env: { ...cleanEnvironment(), ...settings },
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: true
		});
		this.#child = child;
		for (const stream of [child.stdout, child.stderr]) {
			createInterface({ input: stream }).on('line', (line) => {
				this.lines.push(line);
				for (const look of this.#waiting) look();
			});
		}
		this.ended = new Promise((resolve, reject) => {
			child.once('error', reject);
			// Not `exit`: what it printed last may still be on its way.
			child.once('close', (code, signal) => resolve(code ?? String(signal)));
		});
	}

	/** The first line that matches, printed already or still to come. */
	line(pattern: RegExp): Promise<RegExpExecArray> {
		const printed = new Promise<RegExpExecArray>((resolve) => {
			const look = () => {
				const found = this.lines.map((line) => pattern.exec(line)).find((match) => match !== null);
				if (!found) return;
				this.#waiting.delete(look);
				resolve(found);
			};
			this.#waiting.add(look);
			look();
		});
		const never = this.ended.then((how) => {
			throw new Error(`ended (${how}) without ${pattern}\n${this.lines.join('\n')}`);
		});
		return Promise.race([printed, never]);
	}

	async ready(): Promise<string> {
		const [, address = ''] = await this.line(/^ready (https?:\/\/\S+)$/);
		return address;
	}

	/** As the terminal does it, to npm and everything in its group. */
	async interrupt(signal: NodeJS.Signals = 'SIGINT'): Promise<number | string> {
		if (this.#child.exitCode === null && this.#child.signalCode === null && this.#child.pid) {
			process.kill(-this.#child.pid, signal);
		}
		return this.ended;
	}
}

/** Neither the test runner's settings nor its Node must reach the command. */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const kept = ['FFMPEG_BIN', 'FFPROBE_BIN', 'MEDIASOUP_WORKER_BIN'];
	const foreign = (name: string) =>
		(variableNames.includes(name) && !kept.includes(name)) || /^(npm_|vitest|node_options$)/i.test(name);
	const given = Object.entries(process.env).filter(([name]) => !foreign(name));
	const path = (process.env.PATH ?? '').split(delimiter).filter(outsideProject).join(delimiter);
	return { ...Object.fromEntries(given), PATH: path };
}
