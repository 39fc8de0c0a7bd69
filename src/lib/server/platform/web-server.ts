// The listening side of the web program: plain http, or https that sends plain requests on to https.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createSocketServer, type Server as SocketServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const firstByteWithin = 20_000;

export interface WebServer {
	/** Where requests and upgrades arrive. */
	requests: Server;
	listen(port: number, host: string): Promise<void>;
	/** Takes no more connections; running requests may end within the limit. */
	close(withinMs: number): Promise<void>;
}

export function createWebServer(
	tls: { certificate: string; key: string } | undefined,
	answer: RequestListener
) {
	if (!tls) {
		const server = createHttpServer(answer);
		return webServer(server, server, [server]);
	}
	const secure = createHttpsServer(
		{ cert: readFileSync(tls.certificate), key: readFileSync(tls.key) },
		answer
	);
	const plain = createHttpServer(toHttps);
	const entry = createSocketServer((socket) => {
		socket.on('error', () => socket.destroy());
		socket.setTimeout(firstByteWithin, () => socket.destroy());
		socket.once('readable', () => {
			const first: unknown = socket.read(1);
			if (!Buffer.isBuffer(first)) return;
			socket.setTimeout(0);
			socket.unshift(first);
			(isTls(first) ? secure : plain).emit('connection', socket);
		});
	});
	return webServer(entry, secure, [secure, plain]);
}

function webServer(entry: SocketServer, requests: Server, all: Server[]): WebServer {
	const open = new Set<Socket>();
	entry.on('connection', (socket: Socket) => {
		open.add(socket);
		socket.once('close', () => open.delete(socket));
	});
	return {
		requests,
		async listen(port, host) {
			entry.listen(port, host);
			await once(entry, 'listening');
		},
		async close(withinMs) {
			const closed = once(entry, 'close');
			entry.close();
			for (const server of all) server.closeIdleConnections();
			await Promise.race([closed, pause(withinMs, undefined, { ref: false })]);
			for (const socket of open) socket.destroy();
		}
	};
}

/** The first byte of a TLS record that opens a handshake. */
function isTls(first: Buffer): boolean {
	return first[0] === 0x16;
}

const toHttps: RequestListener = (request, response) => {
	const { host } = request.headers;
	if (!host) response.writeHead(400, { connection: 'close' }).end();
	else
		response.writeHead(308, { location: `https://${host}${request.url ?? '/'}`, connection: 'close' }).end();
};
