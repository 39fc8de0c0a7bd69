import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Config } from '#lib/server/platform/config.ts';

const answersWithin = 5_000;

export interface Health {
	well: boolean;
	/** What the web program says, or why it said nothing. */
	report: string;
}

/** Asks the web program how all programs are. */
export async function askHealth(config: Config): Promise<Health> {
	try {
		const response = await get(config);
		return { well: response.statusCode === 200, report: `${response.statusCode} ${await text(response)}` };
	} catch (cause) {
		return { well: false, report: cause instanceof Error ? cause.message : String(cause) };
	}
}

function get(config: Config): Promise<IncomingMessage> {
	const address = { host: reachableHost(config.host), port: config.port, path: '/healthz' };
	const signal = AbortSignal.timeout(answersWithin);
	return new Promise((resolve, reject) => {
		// Our own port on this machine: its certificate may be self-signed or name another host.
		const request = config.tls
			? tlsRequest({ ...address, signal, rejectUnauthorized: false }, resolve)
			: plainRequest({ ...address, signal }, resolve);
		request.once('error', reject);
		request.end();
	});
}

/** A server that listens everywhere is asked on loopback. */
export function reachableHost(host: string): string {
	if (host === '0.0.0.0') return '127.0.0.1';
	return host === '::' ? '::1' : host;
}
