// Where a composition is made: finished pieces stay under a name that says all they depend on, so that an archivist
// that was killed goes on where it was and makes nothing twice.
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fontFile } from './segment.ts';

const font = '@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf';

export interface WorkFolder {
	path: string;
	write(name: string, text: string): Promise<void>;
	/** Makes the file unless it is there; `make` writes to the name it is given. Answers whether it had to. */
	once(name: string, make: (draft: string) => Promise<void>): Promise<boolean>;
	remove(): Promise<void>;
}

export async function openWorkFolder(dataDir: string, meetingId: string): Promise<WorkFolder> {
	const path = join(dataDir, 'compositions', meetingId);
	await mkdir(path, { recursive: true });
	await copyFile(createRequire(import.meta.url).resolve(font), join(path, fontFile));
	return {
		path,
		write: (name, text) => writeChanged(join(path, name), text),
		async once(name, make) {
			if (await exists(join(path, name))) return false;
			const draft = `draft-${name}`;
			await make(draft);
			await rename(join(path, draft), join(path, name));
			return true;
		},
		remove: () => rm(path, { recursive: true, force: true })
	};
}

async function writeChanged(file: string, text: string): Promise<void> {
	if ((await exists(file)) && (await readFile(file, 'utf8')) === text) return;
	await writeFile(file, text);
}

async function exists(file: string): Promise<boolean> {
	try {
		await stat(file);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
		throw error;
	}
}
