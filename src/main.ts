// The web program: the built SvelteKit application and, under /rtc/, the way to the media server.
import type { EventEmitter } from 'node:events';
import * as v from 'valibot';
import { type Config, loadConfig } from '#lib/server/platform/config.ts';
import { forwardedHeaders, setForwarded } from '#lib/server/platform/forwarded.ts';
import { createLog } from '#lib/server/platform/log.ts';
import { createRtcProxy } from '#lib/server/platform/rtc-proxy.ts';
import { createWebServer } from '#lib/server/platform/web-server.ts';

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

async function start(): Promise<() => Promise<void>> {
	const config = loadConfig();
	const log = createLog('web', { level: config.logLevel });
	const { handler } = await importApplication(config);
	const rtc = createRtcProxy(config.signallingPort, log);

	const server = createWebServer(config.tls, (request, response) => {
		setForwarded(request, config.trustProxy);
		if (rtc.handles(request)) rtc.web(request, response);
		else handler(request, response);
	});
	server.requests.on('upgrade', (request, socket, head) => {
		setForwarded(request, config.trustProxy);
		if (rtc.handles(request)) rtc.upgrade(request, socket, head);
		else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
	});
	await server.listen(config.port, config.host);
	log.info({ host: config.host, port: config.port, tls: Boolean(config.tls) }, 'listening');
	return async () => {
		log.info('closing');
		await server.close(requestsMayTake);
		// What adapter-node's own server would emit: the application ends its connections on it.
		const listeners: EventEmitter = process;
		listeners.emit('sveltekit:shutdown', 'SIGTERM');
	};
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
