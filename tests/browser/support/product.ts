// Starts the built product as a user would, in a data folder of its own, and tells what the specs need of it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

const account = v.object({
	role: v.string(),
	unitCode: v.string(),
	unitName: v.string(),
	name: v.string(),
	signInName: v.string(),
	password: v.string()
});
export type Account = v.InferOutput<typeof account>;

export type Product = { url: string; dataDir: string; supervisor: ChildProcess; stop: () => Promise<void> };

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('No port was given.');
	return address.port;
}

/** Resolves with the address on the supervisor's `ready` line; rejects with its output when it ends before. */
export async function startProduct(environment: Record<string, string> = {}): Promise<Product> {
	const dataDir = environment.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'diem-cau-browser-'));
	const port = environment.PORT ?? String(await freePort());
	const supervisor = spawn(process.execPath, ['scripts/start.ts'], {
		env: { ...process.env, ...environment, PORT: port, DATA_DIR: dataDir },
		// The channel ends it when this process is killed.
		stdio: ['ignore', 'pipe', 'pipe', 'ipc']
	});
	const output: string[] = [];
	const url = await new Promise<string>((resolve, reject) => {
		supervisor.once('exit', (code) => reject(new Error(`start ended with ${code}\n${output.join('\n')}`)));
		for (const stream of [supervisor.stdout, supervisor.stderr]) {
			if (stream === null) throw new Error('The output of the product is a pipe.');
			createInterface({ input: stream }).on('line', (line) => {
				output.push(line);
				const ready = /^ready (https?:\/\/\S+)$/.exec(line);
				if (ready?.[1]) resolve(ready[1]);
			});
		}
	});
	const stop = async () => {
		if (supervisor.exitCode !== null || supervisor.signalCode !== null) return;
		supervisor.kill('SIGTERM');
		await once(supervisor, 'exit');
		if (environment.DATA_DIR === undefined) rmSync(dataDir, { recursive: true, force: true });
	};
	return { url, dataDir, supervisor, stop };
}

export function accountsOf(dataDir: string): Account[] {
	return v.parse(v.array(account), JSON.parse(readFileSync(join(dataDir, 'demo-accounts.json'), 'utf8')));
}
