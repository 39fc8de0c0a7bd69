// Where ffmpeg and ffprobe are: FFMPEG_BIN and FFPROBE_BIN, then the ffmpeg-static package, then the PATH.
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

export interface FfmpegSettings {
	ffmpegBin?: string | undefined;
	ffprobeBin?: string | undefined;
}

export interface FfmpegPaths {
	ffmpeg: string;
	ffprobe: string;
}

export function ffmpegPaths(settings: FfmpegSettings): FfmpegPaths {
	const found = findFfmpeg(settings);
	if (found) return found;
	throw new Error('ffmpeg and ffprobe were not found: install them, or set FFMPEG_BIN and FFPROBE_BIN');
}

export function findFfmpeg(settings: FfmpegSettings): FfmpegPaths | undefined {
	const ffmpeg = firstExecutable([settings.ffmpegBin, packagedFfmpeg(), ...onPath('ffmpeg')]);
	if (!ffmpeg) return undefined;
	const ffprobe = firstExecutable([
		settings.ffprobeBin,
		join(dirname(ffmpeg), 'ffprobe'),
		...onPath('ffprobe')
	]);
	return ffprobe ? { ffmpeg, ffprobe } : undefined;
}

/** The package is optional, and its binary is missing where its download failed. */
function packagedFfmpeg(): string | undefined {
	try {
		const path: unknown = createRequire(import.meta.url)('ffmpeg-static');
		return typeof path === 'string' ? path : undefined;
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND') return undefined;
		throw cause;
	}
}

function onPath(program: string): string[] {
	return (process.env.PATH ?? '')
		.split(delimiter)
		.filter(Boolean)
		.map((folder) => join(folder, program));
}

function firstExecutable(candidates: (string | undefined)[]): string | undefined {
	return candidates.find((path) => path !== undefined && isExecutable(path));
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
