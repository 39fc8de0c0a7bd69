import type { Sql } from '#lib/server/platform/db.ts';
import type { FfmpegPaths } from '#lib/server/platform/ffmpeg-path.ts';
import type { FileStore } from '#lib/server/platform/file-store.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { Progress } from './progress.ts';
import type { WorkFolder } from './work-folder.ts';

/** What a composition works with. */
export interface Studio {
	sql: Sql;
	store: FileStore;
	dataDir: string;
	ffmpeg: FfmpegPaths;
	log: Log;
	signal: AbortSignal;
}

export interface Workbench extends Studio {
	folder: WorkFolder;
	progress: Progress;
	/** Runs ffmpeg in the work folder. */
	run: (args: readonly string[], onProgress?: (ms: number) => void) => Promise<void>;
}
