import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePorts } from './network.ts';

test('ports that are taken are passed over', async () => {
	const first = await freePorts(45_000, 2, '127.0.0.1');
	const server = createServer().listen(first + 1, '127.0.0.1');
	await once(server, 'listening');
	expect(await freePorts(first, 2, '127.0.0.1', true)).toBeGreaterThanOrEqual(first + 2);
	server.close();
});
