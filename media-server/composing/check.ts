// Every part is looked at before it is used: what can be read of it is used, what cannot is named.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { partChecked, type Part, type PartFailure } from '#lib/server/archive/archive.ts';
import { scanPart } from './scan.ts';
import type { CheckedPart } from './story.ts';
import type { Studio } from './studio.ts';

export async function checkParts(studio: Studio, parts: readonly Part[]): Promise<CheckedPart[]> {
	const usable: CheckedPart[] = [];
	for (const part of parts) {
		const checked = await checkPart(studio, part);
		if (typeof checked === 'string') {
			studio.log.warn({ part: part.id, failure: checked }, 'a part cannot be used');
			await partChecked(studio.sql, part.id, { failure: checked });
		} else {
			const durationMs = Math.round(checked.scan.duration);
			await partChecked(studio.sql, part.id, { durationMs, size: checked.size });
			usable.push(checked);
		}
	}
	return usable;
}

async function checkPart(
	studio: Studio,
	part: Part
): Promise<(CheckedPart & { size: number }) | PartFailure> {
	const folder = join(studio.dataDir, 'recordings');
	const file = join(folder, part.path);
	const size = await sizeOf(file);
	if (size === undefined) return part.startedAt === null ? 'empty' : 'missing';
	if (size === 0) return 'empty';
	const { log, signal } = studio;
	const options = { program: studio.ffmpeg.ffprobe, cwd: folder, signal, log };
	const scan = await scanPart(file, part.source, options);
	return scan.packets.length === 0 ? 'unreadable' : { part, file, scan, size };
}

async function sizeOf(file: string): Promise<number | undefined> {
	try {
		return (await stat(file)).size;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}
