import { errorCodes, type ErrorCode } from '#lib/protocol/errors.ts';

/** Why an action answered nothing that can be read. Without a status nothing came back: server or line is away. */
export function faultCode({ status, error }: { status?: number; error: unknown }): ErrorCode {
	if (status === undefined) return 'unavailable';
	const message = error instanceof Object && 'message' in error ? error.message : undefined;
	return errorCodes.find((code) => code === message) ?? (status === 413 ? 'too_large' : 'internal');
}
