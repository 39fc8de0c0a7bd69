// Bytes that must last, addressed by the hash of their content (SHA-256, hex). What is stored never changes.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

export interface StoredFile {
	hash: string;
	size: number;
}

/** Both ends counted, as in HTTP: 0–0 is the first byte. */
export interface ByteRange {
	start: number;
	end: number;
}

export type FileContent = Uint8Array | AsyncIterable<Uint8Array>;

export interface FileStore {
	/** Keeps a copy. */
	put(content: FileContent): Promise<StoredFile>;
	/** Takes over a finished file of this machine; it is gone from where it was. */
	adopt(path: string): Promise<StoredFile>;
	/** Undefined when the store does not have it. */
	size(hash: string): Promise<number | undefined>;
	read(hash: string, range?: ByteRange): Readable;
}

export function openFileStore(config: { dataDir: string }): FileStore {
	const root = join(config.dataDir, 'files');
	return {
		put: (content) => putContent(root, content),
		adopt: (path) => adoptFile(root, path),
		size: async (hash) => sizeOf(placeOf(root, hash)),
		read: (hash, range) => createReadStream(placeOf(root, hash), range)
	};
}

export function placeOf(root: string, hash: string): string {
	if (!/^[0-9a-f]{64}$/.test(hash)) throw new TypeError('not a SHA-256 hash');
	return join(root, hash.slice(0, 2), hash);
}

async function putContent(root: string, content: FileContent): Promise<StoredFile> {
	const draft = join(root, 'incoming', randomUUID());
	await mkdir(dirname(draft), { recursive: true });
	try {
		const stored = await writeDraft(draft, content);
		await moveIn(root, draft, stored.hash);
		return stored;
	} finally {
		await rm(draft, { force: true });
	}
}

async function writeDraft(draft: string, content: FileContent): Promise<StoredFile> {
	const hash = createHash('sha256');
	let size = 0;
	const file = await open(draft, 'wx');
	try {
		for await (const chunk of content instanceof Uint8Array ? [content] : content) {
			hash.update(chunk);
			size += chunk.byteLength;
			await file.writeFile(chunk);
		}
		await file.sync();
	} finally {
		await file.close();
	}
	return { hash: hash.digest('hex'), size };
}

async function adoptFile(root: string, path: string): Promise<StoredFile> {
	const hash = createHash('sha256');
	let size = 0;
	for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
		hash.update(chunk);
		size += chunk.length;
	}
	const file = await open(path, 'r+');
	try {
		await file.sync();
	} finally {
		await file.close();
	}
	const stored = { hash: hash.digest('hex'), size };
	await moveIn(root, path, stored.hash);
	return stored;
}

/** Only whole files appear under their hash: renamed from the same file system, and the folder flushed after it. */
async function moveIn(root: string, from: string, hash: string): Promise<void> {
	const place = placeOf(root, hash);
	await mkdir(dirname(place), { recursive: true });
	await rename(from, place);
	const folder = await open(dirname(place), 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

async function sizeOf(place: string): Promise<number | undefined> {
	try {
		return (await stat(place)).size;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}
