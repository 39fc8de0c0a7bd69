// A TURN server as operations.md describes it, on the loopback, for as long as a test runs.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilListening } from '../../../media-server/recording/listening.ts';
import { freePorts } from '../../../scripts/supervise/network.ts';
import type { RemoteTransport } from './link.ts';

const loopback = '127.0.0.1';
const startsWithin = 20_000;
/** From which a TURN server of the tests sends for its clients. */
const [least, most] = [45_000, 45_200];

export interface TurnServer {
	urls: string[];
	close(): Promise<void>;
}

export async function startTurnServer(secret: string): Promise<TurnServer> {
	const folder = await mkdtemp(join(tmpdir(), 'diem-cau-turn-'));
	const port = await freePorts(36_000 + Math.floor(Math.random() * 2000), 1, loopback, true);
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
export async function relayedOnly(
	remote: RemoteTransport
): Promise<{ remote: RemoteTransport; close(): void }> {
	const direct = remote.iceCandidates.find(({ protocol }) => protocol === 'udp');
	if (direct === undefined) throw new Error('the media server offers no candidate for UDP');
	const [outside, inside] = [createSocket('udp4'), createSocket('udp4')];
	outside.bind(0, loopback);
	inside.bind(0, loopback);
	await Promise.all([once(outside, 'listening'), once(inside, 'listening')]);
	let relay: number | undefined;
	outside.on('message', (packet, { port }) => {
		if (port < least || port > most) return;
		relay = port;
		inside.send(packet, direct.port, direct.address);
	});
	inside.on('message', (packet) => {
		if (relay !== undefined) outside.send(packet, relay, loopback);
	});
	return {
		remote: { ...remote, iceCandidates: [{ ...direct, address: loopback, port: outside.address().port }] },
		close() {
			outside.close();
			inside.close();
		}
	};
}
