// Expected failures. What a person or a program can cause is a `CodedError`; everything else is a fault.
import postgres from 'postgres';
import type { ErrorCode } from '#lib/protocol/errors.ts';

/** What may leave the server beside the code: no secrets, no texts (texts come from the catalogues). */
export type SafeData = Record<string, string | number | boolean>;

const statuses: Record<ErrorCode, number> = {
	not_signed_in: 401,
	not_allowed: 403,
	sign_in_failed: 401,
	too_many_attempts: 429,
	account_disabled: 403,
	invalid_input: 400,
	not_found: 404,
	wrong_state: 409,
	conflict: 409,
	too_large: 413,
	wrong_file_type: 415,
	incomplete: 422,
	ticket_invalid: 401,
	ticket_expired: 401,
	version_mismatch: 409,
	not_invited: 403,
	not_joined: 409,
	meeting_not_open: 409,
	meeting_ended: 410,
	room_full: 409,
	at_capacity: 503,
	floor_required: 403,
	floor_taken: 409,
	already_raised: 409,
	vote_open: 409,
	already_open: 409,
	already_called: 409,
	turn_over: 409,
	offer_over: 409,
	vote_over: 409,
	already_voted: 409,
	site_absent: 409,
	chair_absent: 409,
	paper_shown: 409,
	messages_closed: 409,
	media_failed: 500,
	seat_taken: 409,
	removed: 403,
	in_lobby: 403,
	audio_only: 409,
	too_many_requests: 429,
	unavailable: 503,
	timeout: 504,
	internal: 500
};

export class CodedError extends Error {
	readonly code: ErrorCode;
	/** The HTTP status that says the same. */
	readonly status: number;
	readonly data: SafeData | undefined;

	constructor(code: ErrorCode, options: { data?: SafeData; cause?: unknown } = {}) {
		super(code, { cause: options.cause });
		this.name = 'CodedError';
		this.code = code;
		this.status = statuses[code];
		this.data = options.data;
	}
}

/** The name of the constraint that refused the statement, if one did. */
export function violatedConstraint(error: unknown): string | undefined {
	return error instanceof postgres.PostgresError ? error.constraint_name : undefined;
}

/** The data were refused (SQL classes 22 and 23): trying again would not help, as it would when the server is away. */
export function isRefusedData(error: unknown): boolean {
	return error instanceof postgres.PostgresError && /^2[23]/.test(error.code);
}

/**
 * Runs `work`; a violation of a named constraint becomes the coded error given for it, all else passes unchanged:
 * `await refusing({ sites_unit_once: 'conflict' }, () => insertSite(sql, site))`.
 */
export async function refusing<T>(codes: Record<string, ErrorCode>, work: () => PromiseLike<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const constraint = violatedConstraint(error);
		const code = constraint === undefined ? undefined : codes[constraint];
		throw code === undefined ? error : new CodedError(code, { cause: error });
	}
}
