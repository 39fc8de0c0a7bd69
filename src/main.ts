// The web program: the built SvelteKit application and, under /rtc/, the way to the media server.
import type { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { type Config, loadConfig } from '#lib/server/platform/config.ts';
import { forwardedHeaders, setForwarded } from '#lib/server/platform/forwarded.ts';
import { createLog } from '#lib/server/platform/log.ts';
import { createRtcProxy } from '#lib/server/platform/rtc-proxy.ts';

const largestBody = '60M';
const requestsMayTake = 3_000;

const application = v.object({ handler: v.function() });

/** The built application reads these once, when it is imported. */
async function importApplication(config: Config) {
	Object.assign(process.env, forwardedHeaders, { BODY_SIZE_LIMIT: largestBody });
	if (config.origin) process.env.ORIGIN = config.origin;
	else delete process.env.ORIGIN;
	const built: unknown = await import(new URL('../build/handler.js', import.meta.url).href);
	return v.parse(application, built);
}

function createWebServer(
	config: Config,
	answer: (request: IncomingMessage, response: ServerResponse) => void
) {
	if (!config.tls) return createServer(answer);
	const { certificate, key } = config.tls;
	return createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) }, answer);
}

async function start(): Promise<() => Promise<void>> {
	const config = loadConfig();
	const log = createLog('web', { level: config.logLevel });
	const { handler } = await importApplication(config);
	const rtc = createRtcProxy(config.signallingPort, log);

	const server = createWebServer(config, (request, response) => {
		setForwarded(request, config.trustProxy);
		if (rtc.handles(request)) rtc.web(request, response);
		else handler(request, response);
	});
	server.on('upgrade', (request, socket, head) => {
		setForwarded(request, config.trustProxy);
		if (rtc.handles(request)) rtc.upgrade(request, socket, head);
		else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
	});
	await listen(server, config);
	log.info({ host: config.host, port: config.port, tls: Boolean(config.tls) }, 'listening');
	return async () => {
		log.info('closing');
		await close(server);
		// What adapter-node's own server would emit: the application ends its connections on it.
		const listeners: EventEmitter = process;
		listeners.emit('sveltekit:shutdown', 'SIGTERM');
	};
}

function listen(server: Server, { host, port }: Config): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

/** Lets running requests end within limits; sockets of the room end at once, pages reconnect. */
async function close(server: Server): Promise<void> {
	const closed = new Promise((resolve) => server.close(resolve));
	await Promise.race([closed, pause(requestsMayTake, undefined, { ref: false })]);
	server.closeAllConnections();
}

const stop = await start();
process.send?.('ready');
let stopping = false;
const end = () => {
	if (stopping) return;
	stopping = true;
	void stop().finally(() => setTimeout(() => process.exit(0), 500));
};
process.on('SIGTERM', end);
process.on('SIGINT', end);
if (process.connected) process.on('disconnect', end);
