// Starts the bare server and tells where it is.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as v from 'valibot';
import { freePorts } from '../../scripts/supervise/network.ts';
import { pin, somewhereIn } from '../report/machine.ts';

const started = v.object({ workerPid: v.number() });
const injected = v.object({ ports: v.array(v.number()) });

export interface Bare {
	origin: string;
	pid: number;
	workerPid: number;
	rtcPort: number;
	/** Ports for plain RTP, one for each stream. */
	inject(kinds: ('audio' | 'video')[]): Promise<number[]>;
	end(): Promise<void>;
}

export async function startBare(
	cores: { server: number; worker: number },
	buffers: 'raised' | 'default'
): Promise<Bare> {
	const port = await freePorts(somewhereIn(6500), 1, '127.0.0.1');
	const rtcPort = await freePorts(somewhereIn(31_500), 1, '127.0.0.1', true);
	const script = join(import.meta.dirname, 'bare-server.ts');
	const child = spawn(
		'taskset',
		['-c', String(cores.server), process.execPath, script, String(port), String(rtcPort), buffers],
		{
			stdio: ['ignore', 'inherit', 'inherit', 'ipc']
		}
	);
	const { workerPid } = v.parse(started, await said(child));
	pin(workerPid, String(cores.worker));
	return {
		origin: `http://127.0.0.1:${port}`,
		pid: child.pid ?? 0,
		workerPid,
		rtcPort,
		async inject(kinds) {
			child.send({ inject: kinds });
			return v.parse(injected, await said(child)).ports;
		},
		async end() {
			child.kill('SIGKILL');
			await once(child, 'exit');
		}
	};
}

async function said(child: ChildProcess): Promise<unknown> {
	const gone = once(child, 'exit').then(() => {
		throw new Error('the bare server ended');
	});
	const [message] = await Promise.race([once(child, 'message'), gone]);
	return message;
}
