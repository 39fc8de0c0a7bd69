import { expect, it } from 'vitest';
import { WrongResult } from './compose.ts';
import { FfmpegError } from './ffmpeg.ts';
import { failureOf } from './job.ts';

const withCode = (code: string) => Object.assign(new Error(code), { code });

it.each([
	['a full disk', new FfmpegError(1, ['av_interleaved_write_frame(): No space left on device']), 'disk_full'],
	['a full disk for our own files', withCode('ENOSPC'), 'disk_full'],
	['an ffmpeg that fails', new FfmpegError(1, ['Invalid argument']), 'ffmpeg_failed'],
	['a result that is not what was meant', new WrongResult('video.mp4', ['no sound']), 'result_wrong'],
	['a fault of ours', new TypeError('x is undefined'), 'internal']
])('names %s', (_, error, failure) => {
	expect(failureOf(error)).toBe(failure);
});

it.each(['CONNECTION_CLOSED', 'ECONNREFUSED', '57P01', '53300'])(
	'blames no recording for a database that is away (%s)',
	(code) => {
		expect(failureOf(withCode(code))).toBeUndefined();
	}
);
