import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { iceServers } from './ice-servers.ts';
import { bufferShortages, grantedBuffers, wantedBuffer } from './socket-buffers.ts';
import { wireCapabilities } from './wire.ts';

describe('socket buffers', () => {
	test('that the kernel grants are no news', async () => {
		expect(await bufferShortages(async () => ({ receive: wantedBuffer, send: 2 * wantedBuffer }))).toEqual(
			[]
		);
	});

	test('that are too small are named with the remedy', async () => {
		const probe = async () => ({ receive: 212_992, send: wantedBuffer });
		expect(await bufferShortages(probe)).toEqual([
			{
				setting: 'net.core.rmem_max',
				has: 212_992,
				wanted: wantedBuffer,
				remedy: `sysctl -w net.core.rmem_max=${wantedBuffer}`
			}
		]);
	});

	test('are measured on a real socket: never more than the kernel allows, whatever is asked', async () => {
		const granted = await grantedBuffers();
		const limits = await Promise.all(['rmem_max', 'wmem_max'].map(limit));
		const expected = limits.map((most) => Math.min(wantedBuffer, most));
		expect([granted.receive, granted.send]).toEqual(expected);
	});
});

const limit = async (name: string) => Number(await readFile(`/proc/sys/net/core/${name}`, 'utf8'));

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

test('no server of a third party is asked for an address, on either side', async () => {
	const project = join(import.meta.dirname, '../..');
	const sources = ['src', 'media-server'].map(async (folder) => {
		const names = await readdir(join(project, folder), { recursive: true });
		const own = names.filter((name) => /\.(ts|svelte|js)$/.test(name) && !/paraglide|\.test\.ts$/.test(name));
		return Promise.all(own.map((name) => readFile(join(project, folder, name), 'utf8')));
	});
	const texts = (await Promise.all(sources)).flat();
	expect(texts.length).toBeGreaterThan(200);
	expect(texts.filter((text) => /\bstuns?:/i.test(text))).toEqual([]);
});

test('header extensions that no page knows are not offered', () => {
	const known = { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 } as const;
	const unknown = { kind: 'video', uri: 'urn:ietf:params:rtp-hdrext:toffset', preferredId: 2 } as const;
	const capabilities = wireCapabilities({ codecs: [], headerExtensions: [known, unknown] });
	expect(capabilities.headerExtensions).toEqual([known]);
});
