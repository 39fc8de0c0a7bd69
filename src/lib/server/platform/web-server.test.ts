import { mkdtempSync } from 'node:fs';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { selfSignedCertificate } from '../../../../scripts/supervise/certificate.ts';
import { createWebServer, type WebServer } from './web-server.ts';

let tls: { certificate: string; key: string };
const running: WebServer[] = [];

beforeAll(async () => {
	tls = await selfSignedCertificate(mkdtempSync(join(tmpdir(), 'diem-cau-web-')));
});

afterEach(async () => {
	await Promise.all(running.splice(0).map((server) => server.close(0)));
});

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}

async function serve(secure: boolean, answer: Parameters<typeof createWebServer>[1]) {
	const server = createWebServer(secure ? tls : undefined, answer);
	running.push(server);
	const port = await freePort();
	await server.listen(port, '127.0.0.1');
	return { server, port };
}

function get(request: typeof plainRequest, port: number, path: string): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		const options = { host: '127.0.0.1', port, path, rejectUnauthorized: false, agent: false } as const;
		request(options, resolve).once('error', reject).end();
	});
}

describe.each([false, true])('with TLS: %s', (secure) => {
	const request = secure ? tlsRequest : plainRequest;

	test('answers requests', async () => {
		const { port } = await serve(secure, (_request, response) => response.end('a page'));
		expect(await text(await get(request, port, '/'))).toBe('a page');
	});

	test('closing lets a running request end', async () => {
		const arrived = Promise.withResolvers<() => void>();
		const { server, port } = await serve(secure, (_request, response) =>
			arrived.resolve(() => response.end('late'))
		);
		const answer = get(request, port, '/');
		const finish = await arrived.promise;
		const closed = server.close(10_000);
		finish();
		expect(await text(await answer)).toBe('late');
		await closed;
	});

	test('closing does not wait for ever', async () => {
		const arrived = Promise.withResolvers<void>();
		const { server, port } = await serve(secure, () => arrived.resolve());
		const answer = get(request, port, '/');
		await arrived.promise;
		await Promise.all([server.close(50), expect(answer).rejects.toThrow()]);
	});
});

describe('a plain request to the https port', () => {
	test('is sent on to https', async () => {
		const { port } = await serve(true, (_request, response) => response.end('a page'));
		const response = await get(plainRequest, port, '/meetings?day=1');
		expect(response.statusCode).toBe(308);
		expect(response.headers.location).toBe(`https://127.0.0.1:${port}/meetings?day=1`);
	});

	test('that is no http at all is refused', async () => {
		const { port } = await serve(true, (_request, response) => response.end('a page'));
		const socket = connect(port, '127.0.0.1');
		socket.write('HELO city\r\n\r\n');
		expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
	});
});
