import { setTimeout as pause } from 'node:timers/promises';

const interval = 1000;

/** Work that must happen, however long the database is away: tried again until it succeeds or `signal` aborts. */
export async function untilDone<T>(
	work: () => Promise<T>,
	signal: AbortSignal,
	failed: (error: unknown) => void
): Promise<T | undefined> {
	while (!signal.aborted) {
		try {
			return await work();
		} catch (error) {
			failed(error);
			await pause(interval, undefined, { signal }).catch(() => undefined);
		}
	}
	return undefined;
}
