import { once } from 'node:events';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { packStills } from '#lib/protocol/wall.ts';
import { picturesIn } from './wall-socket.ts';

/** The text frames of one telling, as socket.io writes it. */
async function framesOf(name: string, data: unknown): Promise<string[]> {
	const http = createServer().listen(0, '127.0.0.1');
	await once(http, 'listening');
	const server = new Server(http, { serveClient: false });
	server.on('connection', (socket) => socket.emit(name, data));
	const address = http.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
	const frames: string[] = [];
	client.io.engine.on('packet', ({ type, data: text }: { type: string; data: unknown }) => {
		if (type === 'message' && typeof text === 'string') frames.push(`4${text}`);
	});
	await new Promise((resolve) => client.on(name, resolve));
	client.disconnect();
	await server.close();
	return frames;
}

test('the pictures of a batch are counted, each with the time when the server got it', async () => {
	const picture = new Uint8Array([255, 216]);
	const stills = [7, 8].map((at) => ({ siteId: crypto.randomUUID(), at, picture }));
	const frames = await framesOf('stills:came', packStills(stills));
	expect(frames.flatMap(picturesIn)).toEqual([7, 8]);
});

test('what else is told is no picture', async () => {
	const frames = await framesOf('wall:updated', { sites: [{ note: '["stills:came"' }] });
	expect(frames.length).toBeGreaterThan(0);
	expect(frames.flatMap(picturesIn)).toEqual([]);
});
