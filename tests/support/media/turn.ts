// A TURN server as operations.md describes it, on the loopback, for as long as a test runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilListening } from '../../../media-server/recording/listening.ts';
import { freePorts } from '../../../scripts/supervise/network.ts';
import type { RemoteTransport } from './link.ts';
import { relay, type Relay } from './relay.ts';

const loopback = '127.0.0.1';
const startsWithin = 20_000;
/**
 * From which a TURN server of the tests sends for its clients. Below the ports that the kernel gives to sockets without
 * one (from 32768 on): a site's own socket there would pass for a relay.
 */
const [least, most] = [31_000, 31_200];

export interface TurnServer {
	urls: string[];
	close(): Promise<void>;
}

export async function startTurnServer(secret: string): Promise<TurnServer> {
	const folder = await mkdtemp(join(tmpdir(), 'diem-cau-turn-'));
	const port = await freePorts(30_000 + Math.floor(Math.random() * 900), 1, loopback, true);
	const child = spawn(
		'turnserver',
		[
			...['-n', '--log-file=stdout', '--no-cli', '--no-tls', '--no-dtls', '--no-stun', '--realm=diem-cau'],
			...[`--listening-ip=${loopback}`, `--relay-ip=${loopback}`, '--allow-loopback-peers'],
			...[`--listening-port=${port}`, `--min-port=${least}`, `--max-port=${most}`],
			...['--use-auth-secret', `--static-auth-secret=${secret}`],
			...[`--pidfile=${join(folder, 'pid')}`, `--userdb=${join(folder, 'db')}`]
		],
		{ stdio: 'ignore' }
	);
	const exited = once(child, 'exit');
	await untilListening([port], AbortSignal.timeout(startsWithin));
	return {
		urls: [`turn:${loopback}:${port}`],
		async close() {
			child.kill('SIGKILL');
			await exited;
			await rm(folder, { recursive: true });
		}
	};
}

/**
 * A firewall before the media server: what does not come from a TURN server is dropped. Without it the far end would
 * find the direct way by itself.
 */
export function relayedOnly(remote: RemoteTransport): Promise<Relay> {
	return relay(remote, (port) => port >= least && port <= most);
}
