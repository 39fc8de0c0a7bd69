import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { setForwarded } from './forwarded.ts';
import { createLog } from './log.ts';
import { createRtcProxy } from './rtc-proxy.ts';

const servers: Server[] = [];
let lines: string[] = [];
const logged = () => lines.map((line): unknown => JSON.parse(line));

async function listen(server: Server): Promise<number> {
	servers.push(server);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return portOf(server);
}

function portOf(server: Server): number {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
	const server = createServer();
	const port = await listen(server);
	server.close();
	await once(server, 'close');
	return port;
}

async function webInFrontOf(signallingPort: number, trustProxy = false): Promise<number> {
	const rtc = createRtcProxy(
		signallingPort,
		createLog('test', { destination: { write: (line) => void lines.push(line) } })
	);
	const server = createServer((request, response) => {
		setForwarded(request, trustProxy);
		if (rtc.handles(request)) rtc.web(request, response);
		else response.end('a page');
	});
	server.on('upgrade', (request, socket, head) => {
		setForwarded(request, trustProxy);
		rtc.upgrade(request, socket, head);
	});
	return listen(server);
}

/** A media server that answers what it was asked. */
function echo(): Promise<number> {
	const server = createServer((request, response) => response.end(JSON.stringify(described(request))));
	server.on('upgrade', (request, socket) => {
		socket.end(
			`HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n${JSON.stringify(described(request))}`
		);
	});
	return listen(server);
}

const described = ({ url, headers }: IncomingMessage) => ({ url, headers });

async function upgrade(port: number, headers: string[] = []): Promise<string> {
	const socket = connect(port, '127.0.0.1');
	const lines = ['GET /rtc/socket HTTP/1.1', 'host: city.test', 'connection: upgrade', 'upgrade: websocket'];
	socket.write([...lines, ...headers, '', ''].join('\r\n'));
	let answer = '';
	for await (const chunk of socket) answer += String(chunk);
	return answer;
}

afterEach(() => {
	lines = [];
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

describe('while the media server is away', () => {
	test('a request under /rtc/ is answered with a coded error', async () => {
		const port = await webInFrontOf(await closedPort());
		const response = await fetch(`http://127.0.0.1:${port}/rtc/?EIO=4`);
		expect(response.status).toBe(502);
		expect(await response.json()).toEqual({ ok: false, error: { code: 'unavailable' } });
	});

	test('a socket is refused, and the web program goes on', async () => {
		const port = await webInFrontOf(await closedPort());
		expect(await upgrade(port)).toMatch(/^HTTP\/1\.1 502 /);
		expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('a page');
		expect(logged()).toMatchObject([{ level: 40, msg: 'the media server does not answer' }]);
	});
});

test('a socket that breaks after a while is closed without a word of HTTP, and nobody is said to be silent', async () => {
	const accepted = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
	const server = createServer().on('upgrade', (_, socket: Socket) => {
		socket.write(accepted, () => socket.once('data', () => socket.resetAndDestroy()));
	});
	const port = await webInFrontOf(await listen(server));
	const socket = connect(port, '127.0.0.1');
	let answer = '';
	socket.on('data', (chunk) => (answer += String(chunk)));
	socket.on('error', () => undefined);
	socket.write(
		'GET /rtc/socket HTTP/1.1\r\nhost: city.test\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'
	);
	await once(socket, 'data');
	socket.write('a frame');
	await once(socket, 'close');
	expect(answer).toMatch(/^HTTP\/1\.1 101 /);
	expect(answer).not.toContain('502');
	expect(logged()).toMatchObject([{ level: 30, msg: 'a line to the media server broke' }]);
});

describe('what the media server is told', () => {
	const forged = {
		'x-forwarded-for': '203.0.113.9',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'other.test'
	};

	test('path and host of the request, and the address of the socket instead of a forged one', async () => {
		const port = await webInFrontOf(await echo());
		const response = await fetch(`http://127.0.0.1:${port}/rtc/?EIO=4`, { headers: forged });
		expect(await response.json()).toMatchObject({
			url: '/rtc/?EIO=4',
			headers: {
				host: `127.0.0.1:${port}`,
				'x-forwarded-for': '127.0.0.1',
				'x-forwarded-proto': 'http',
				'x-forwarded-host': `127.0.0.1:${port}`
			}
		});
	});

	test('the same for a socket', async () => {
		const port = await webInFrontOf(await echo());
		const answer = await upgrade(port, ['x-forwarded-for: 203.0.113.9']);
		expect(answer).toMatch(/^HTTP\/1\.1 101 /);
		expect(answer).toContain('"x-forwarded-for":"127.0.0.1"');
	});

	test('what a declared proxy says', async () => {
		const port = await webInFrontOf(await echo(), true);
		const response = await fetch(`http://127.0.0.1:${port}/rtc/`, { headers: forged });
		expect(await response.json()).toMatchObject({ headers: forged });
	});
});
