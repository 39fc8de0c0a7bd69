import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFileStore, type FileStore } from './file-store.ts';

let dataDir: string;
let store: FileStore;

beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'file-store-'));
	store = openFileStore({ dataDir });
});

afterEach(() => rm(dataDir, { recursive: true }));

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('keeps bytes under the hash of their content', async () => {
	const bytes = randomBytes(100_000);
	const stored = await store.put(bytes);
	expect(stored).toEqual({ hash: hashOf(bytes), size: 100_000 });
	expect(await store.size(stored.hash)).toBe(100_000);
	expect(await buffer(store.read(stored.hash))).toEqual(bytes);
	expect((await stat(join(dataDir, 'files', stored.hash.slice(0, 2), stored.hash))).size).toBe(100_000);
});

it('keeps a stream', async () => {
	async function* chunks() {
		yield Buffer.from('Điểm ');
		yield Buffer.from('Cầu');
	}
	const { hash } = await store.put(chunks());
	expect((await buffer(store.read(hash))).toString()).toBe('Điểm Cầu');
});

it('reads a range, both ends counted', async () => {
	const { hash } = await store.put(Buffer.from('0123456789'));
	expect((await buffer(store.read(hash, { start: 2, end: 4 }))).toString()).toBe('234');
});

it('takes over a finished file without copying it', async () => {
	const path = join(dataDir, 'video.mp4');
	await writeFile(path, 'moving pictures');
	const { inode } = await stat(path).then(({ ino }) => ({ inode: ino }));
	const { hash, size } = await store.adopt(path);
	expect(size).toBe(15);
	expect((await stat(join(dataDir, 'files', hash.slice(0, 2), hash))).ino).toBe(inode);
	await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('stores the same content once', async () => {
	const first = await store.put(Buffer.from('twice'));
	const second = await store.put(Buffer.from('twice'));
	expect(second).toEqual(first);
});

it('leaves nothing behind when the stream breaks off', async () => {
	async function* broken() {
		yield Buffer.from('half');
		throw new Error('the line was cut');
	}
	await expect(store.put(broken())).rejects.toThrow('the line was cut');
	expect(await readdir(join(dataDir, 'files', 'incoming'))).toEqual([]);
});

it('does not know what it never stored', async () => {
	expect(await store.size(hashOf(Buffer.from('unknown')))).toBeUndefined();
});

it('refuses anything but a hash, so that no path gets out of the store', async () => {
	await expect(store.size('../../etc/passwd')).rejects.toThrow('not a SHA-256 hash');
	expect(() => store.read('../secret')).toThrow('not a SHA-256 hash');
});
