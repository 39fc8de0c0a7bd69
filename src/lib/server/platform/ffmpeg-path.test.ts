import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ffmpegPaths, findFfmpeg } from './ffmpeg-path.ts';

function folderWith(...programs: string[]): string {
	const folder = mkdtempSync(join(tmpdir(), 'diem-cau-ffmpeg-'));
	for (const program of programs) {
		writeFileSync(join(folder, program), '');
		chmodSync(join(folder, program), 0o755);
	}
	return folder;
}

afterEach(() => {
	vi.unstubAllEnvs();
});

test('the settings win over the PATH', () => {
	const own = folderWith('ffmpeg', 'ffprobe');
	vi.stubEnv('PATH', folderWith('ffmpeg', 'ffprobe'));
	expect(findFfmpeg({ ffmpegBin: join(own, 'ffmpeg') })).toEqual({
		ffmpeg: join(own, 'ffmpeg'),
		ffprobe: join(own, 'ffprobe')
	});
});

test('ffprobe may stand elsewhere on the PATH', () => {
	const own = folderWith('ffmpeg');
	const system = folderWith('ffprobe');
	vi.stubEnv('PATH', system);
	expect(findFfmpeg({ ffmpegBin: join(own, 'ffmpeg') })?.ffprobe).toBe(join(system, 'ffprobe'));
});

test('a file that cannot be run is passed over', () => {
	const broken = folderWith('ffmpeg', 'ffprobe');
	chmodSync(join(broken, 'ffprobe'), 0o644);
	vi.stubEnv('PATH', broken);
	expect(findFfmpeg({ ffmpegBin: join(broken, 'ffmpeg') })).toBeUndefined();
});

test('without ffprobe the error says what to set', () => {
	vi.stubEnv('PATH', folderWith());
	expect(() => ffmpegPaths({ ffmpegBin: join(folderWith('ffmpeg'), 'ffmpeg') })).toThrow(/FFPROBE_BIN/);
});
