// The one way in which a command is answered: data or a coded error, never silence, never a stack.
import { randomUUID } from 'node:crypto';
import type { WireError } from '#lib/protocol/errors.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';

/** What leaves the server about a failure; the log keeps the rest. */
export function wireError(error: unknown, log: Log): WireError {
	if (error instanceof CodedError) {
		if (error.cause !== undefined) log.info({ code: error.code, err: error.cause }, 'refused');
		return { code: error.code };
	}
	const reference = randomUUID();
	log.error({ err: error, reference }, 'a command failed');
	return { code: 'internal', reference };
}
