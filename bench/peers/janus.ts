// The peer that is not ours: Janus from Debian, with a mountpoint that takes plain RTP.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts, mainAddress } from '../../scripts/supervise/network.ts';
import { somewhereIn } from '../report/machine.ts';

const binary = '/usr/bin/janus';
const startsWithin = 20_000;
export const mountpoint = 1;

export interface Janus {
	url: string;
	pid: number;
	ports: number[];
	end(): Promise<void>;
}

/** Why there is no such peer here; undefined when there is. */
export async function whyNoJanus(): Promise<string | undefined> {
	if (!existsSync(binary)) return 'Janus is not installed (Debian package janus)';
	const address = await mainAddress();
	// Its ICE leaves the loopback out.
	return address === undefined
		? 'Janus needs an address outside the loopback, and this machine has none'
		: undefined;
}

export function janusVersion(): string {
	if (!existsSync(binary)) return 'none';
	const text = execFileSync('dpkg-query', ['--show', '--showformat=${Version}', 'janus'], {
		encoding: 'utf8'
	});
	return text.trim();
}

/** `eventLoops` 0 is Debian's default: a thread for each viewer. */
export async function startJanus(
	core: number,
	kinds: readonly ('audio' | 'video')[],
	eventLoops: number
): Promise<Janus> {
	const folder = await mkdtemp(join(tmpdir(), 'diem-cau-janus-'));
	const port = await freePorts(somewhereIn(7500), 1, '127.0.0.1');
	const first = await freePorts(somewhereIn(24_000), kinds.length, '127.0.0.1', true);
	const ports = kinds.map((_, index) => first + index);
	for (const [name, text] of Object.entries(settings(port, ports, kinds, eventLoops))) {
		await writeFile(join(folder, name), text);
	}
	const child = spawn('taskset', ['-c', String(core), binary, '-F', folder], { stdio: 'ignore' });
	// A run that is broken off leaves no peer behind, which would take from the next one's core.
	const kill = () => void child.kill('SIGKILL');
	process.once('exit', kill);
	const end = async () => {
		process.off('exit', kill);
		if (child.exitCode === null && child.signalCode === null) {
			child.kill('SIGKILL');
			await once(child, 'exit');
		}
		await rm(folder, { recursive: true });
	};
	const url = `ws://127.0.0.1:${port}`;
	const until = Date.now() + startsWithin;
	while (!(await answers(url))) {
		if (child.exitCode === null && Date.now() < until) {
			await pause(50);
			continue;
		}
		await end();
		throw new Error('Janus did not start');
	}
	return { url, pid: child.pid ?? 0, ports, end };
}

function answers(url: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = new WebSocket(url, 'janus-protocol');
		socket.addEventListener('error', () => resolve(false));
		socket.addEventListener('open', () => {
			socket.close();
			resolve(true);
		});
	});
}

function settings(
	port: number,
	ports: readonly number[],
	kinds: readonly ('audio' | 'video')[],
	eventLoops: number
): Record<string, string> {
	const loops = eventLoops > 0 ? `event_loops = ${eventLoops}` : '';
	const streams = kinds.map((kind, index) => {
		const codec = kind === 'audio' ? 'codec = "opus", pt = 111' : 'codec = "vp8", pt = 96';
		return `{ type = "${kind}", mid = "${index}", label = "${index}", port = ${ports[index]}, ${codec} }`;
	});
	return {
		'janus.jcfg': `general: { debug_level = 1, ${loops} }
			media: { ipv6 = false }
			nat: { full_trickle = false }
			plugins: { disable = "${disabled('plugin', pluginNames)}" }
			transports: { disable = "${disabled('transport', transportNames)}" }`,
		'janus.transport.websockets.jcfg': `general: { json = "compact", ws = true, ws_port = ${port}, ws_ip = "127.0.0.1" }`,
		'janus.plugin.streaming.jcfg': `bench: { id = ${mountpoint}, type = "rtp", media = ( ${streams.join(', ')} ) }`
	};
}

const pluginNames = [
	...['audiobridge', 'duktape', 'echotest', 'lua', 'nosip', 'recordplay'],
	...['sip', 'textroom', 'videocall', 'videoroom', 'voicemail']
];
const transportNames = ['http', 'mqtt', 'nanomsg', 'pfunix', 'rabbitmq'];

function disabled(kind: string, names: readonly string[]): string {
	return names.map((name) => (kind === 'plugin' ? `libjanus_${name}.so` : `libjanus_${name}.so`)).join(',');
}
