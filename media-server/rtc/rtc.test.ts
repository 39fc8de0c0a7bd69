import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { iceServers } from './ice-servers.ts';
import { bufferShortages, wantedBuffer } from './socket-buffers.ts';
import { wireCapabilities } from './wire.ts';

describe('socket buffers', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'limits-'));
	});
	afterEach(() => rm(folder, { recursive: true }));

	const limit = (name: string, bytes: number) => writeFile(join(folder, name), `${bytes}\n`);

	test('that the kernel grants are no news', async () => {
		await limit('rmem_max', wantedBuffer);
		await limit('wmem_max', 2 * wantedBuffer);
		expect(await bufferShortages(folder)).toEqual([]);
	});

	test('that are too small are named with the remedy', async () => {
		await limit('rmem_max', 212_992);
		await limit('wmem_max', wantedBuffer);
		expect(await bufferShortages(folder)).toEqual([
			{
				setting: 'net.core.rmem_max',
				has: 212_992,
				wanted: wantedBuffer,
				remedy: `sysctl -w net.core.rmem_max=${wantedBuffer}`
			}
		]);
	});

	test('of a system without such limits are left alone', async () => {
		expect(await bufferShortages(join(folder, 'nowhere'))).toEqual([]);
	});
});

describe('TURN', () => {
	test('is not offered when there is none', () => {
		expect(iceServers(undefined, 'seat')).toEqual([]);
	});

	test('comes with a credential that ends', () => {
		const turn = { urls: ['turn:turn.example'], secret: 'shared' };
		const [server] = iceServers(turn, 'seat', 1_000_000_000_000);
		expect(server?.username).toBe('1000043200:seat');
		const credential = createHmac('sha1', 'shared').update('1000043200:seat').digest('base64');
		expect(server).toMatchObject({ urls: turn.urls, credential });
	});
});

test('header extensions that no page knows are not offered', () => {
	const known = { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 } as const;
	const unknown = { kind: 'video', uri: 'urn:ietf:params:rtp-hdrext:toffset', preferredId: 2 } as const;
	const capabilities = wireCapabilities({ codecs: [], headerExtensions: [known, unknown] });
	expect(capabilities.headerExtensions).toEqual([known]);
});
