// Passes /rtc/ on to the media server, so that the browser sees one origin.
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createProxyServer } from 'http-proxy-3';
import type { Log } from './log.ts';

export interface RtcProxy {
	handles(request: IncomingMessage): boolean;
	web(request: IncomingMessage, response: ServerResponse): void;
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const absent = JSON.stringify({ ok: false, error: { code: 'unavailable' } });

export function createRtcProxy(signallingPort: number, log: Log): RtcProxy {
	const proxy = createProxyServer({ target: { host: '127.0.0.1', port: signallingPort } });
	proxy.on('error', (cause, _request, response) => {
		if (hasBegun(response)) {
			log.info({ err: cause }, 'a line to the media server broke');
			response.destroy();
			return;
		}
		log.warn({ err: cause }, 'the media server does not answer');
		refuse(response);
	});
	return {
		handles: (request) => request.url?.startsWith('/rtc/') ?? false,
		web: (request, response) => proxy.web(request, response),
		upgrade(request, socket, head) {
			// A browser that goes away while we connect must not take this program with it.
			socket.on('error', () => socket.destroy());
			proxy.ws(request, socket, head);
		}
	};
}

/** Then only the end remains: within a WebSocket an answer of HTTP would be noise. */
function hasBegun(response: ServerResponse | Socket): boolean {
	return response instanceof ServerResponse ? response.headersSent : response.bytesWritten > 0;
}

/** An answer that the page can tell from silence. */
function refuse(response: ServerResponse | Socket): void {
	if (!(response instanceof ServerResponse)) {
		const head = ['HTTP/1.1 502 Bad Gateway', 'content-type: application/json', 'connection: close'];
		response.end([...head, `content-length: ${absent.length}`, '', absent].join('\r\n'));
		return;
	}
	response.writeHead(502, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(absent);
}
