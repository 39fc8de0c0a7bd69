// The media server as the program that the supervisor starts, to be killed and started again.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../../scripts/supervise/network.ts';
import { signTicket } from '../../../src/lib/server/platform/ticket.ts';
import type { TestDatabase } from '../database.ts';
import { claimsOf, type ConvenedMeeting, type Seated } from './meeting.ts';
import { Seat } from './seat.ts';

const startsWithin = 60_000;
const project = join(import.meta.dirname, '../../..');

export class MediaProgram {
	readonly dataDir: string;
	readonly #env: Record<string, string>;
	#child: ChildProcess | undefined;
	#output = '';

	private constructor(dataDir: string, env: Record<string, string>) {
		this.dataDir = dataDir;
		this.#env = env;
	}

	static async prepare(database: TestDatabase): Promise<MediaProgram> {
		const dataDir = await mkdtemp(join(tmpdir(), 'diem-cau-media-'));
		await chmod(dataDir, 0o755);
		// Below the ports that the kernel gives away (from 32768 on): they must be free again after a kill.
		const base = 11_000 + Math.floor(Math.random() * 8000);
		const [signalling, rtc] = [
			await freePorts(base, 1, '127.0.0.1'),
			await freePorts(base + 1, 1, '127.0.0.1', true)
		];
		return new MediaProgram(dataDir, {
			DATABASE_URL: database.url,
			DATA_DIR: dataDir,
			SIGNALLING_PORT: String(signalling),
			RTC_PORT: String(rtc),
			RTC_WORKERS: '1',
			RTC_ADDRESS: '127.0.0.1',
			TICKET_SECRET: randomBytes(32).toString('hex')
		});
	}

	get pid(): number {
		return this.#running.pid ?? 0;
	}

	get origin(): string {
		return `http://127.0.0.1:${this.#env.SIGNALLING_PORT}`;
	}

	/** Resolves when it answers. */
	async start(): Promise<void> {
		const child = spawn(process.execPath, ['media-server/main.ts'], {
			cwd: project,
			env: { ...process.env, ...this.#env },
			stdio: ['ignore', 'pipe', 'pipe', 'ipc']
		});
		this.#child = child;
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on('data', (data: Buffer) => (this.#output += data.toString()));
		}
		const deadline = Date.now() + startsWithin;
		while (!(await this.#answers())) {
			if (child.exitCode !== null || Date.now() > deadline) throw new Error(this.#output);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	async join(meeting: ConvenedMeeting, seated: Seated, connectionId?: string): Promise<Seat> {
		const ticket = await signTicket(this.#env.TICKET_SECRET ?? '', claimsOf(meeting, seated));
		const seat = await Seat.connect(this.origin, ticket);
		// Pages of the same person before it may not have noticed that they are gone.
		await seat.join({ connectionId, takeOver: true });
		return seat;
	}

	/** Answers the exit code, or the signal that ended it. */
	async end(how: NodeJS.Signals | 'disconnect'): Promise<number | string> {
		const child = this.#running;
		if (child.exitCode !== null) throw new Error(this.#output);
		const exited = once(child, 'exit');
		if (how === 'disconnect') child.disconnect();
		else child.kill(how);
		const [code, signal]: unknown[] = await exited;
		this.#child = undefined;
		return typeof code === 'number' ? code : String(signal);
	}

	async remove(): Promise<void> {
		if (this.#child) await this.end('SIGKILL');
		await rm(this.dataDir, { recursive: true });
	}

	async #answers(): Promise<boolean> {
		return fetch(`${this.origin}/healthz`).then(
			({ ok }) => ok,
			() => false
		);
	}

	get #running(): ChildProcess {
		if (this.#child === undefined) throw new Error('the media server does not run');
		return this.#child;
	}
}
