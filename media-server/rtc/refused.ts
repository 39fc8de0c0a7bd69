import { CodedError } from '#lib/server/platform/errors.ts';

/** mediasoup refuses what it cannot use with errors of its own; a page gets to know that, not more. */
export async function orMediaFailed<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (cause) {
		throw new CodedError('media_failed', { cause });
	}
}
