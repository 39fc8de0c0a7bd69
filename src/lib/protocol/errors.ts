// The closed set of coded errors. Each has its words in messages/*/errors.json under `errors_<code>`.
// The code is for programs and support, the words are for people.

export const errorCodes = [
	// Who is asking.
	'not_signed_in',
	'not_allowed',
	'sign_in_failed',
	'too_many_attempts',
	'account_disabled',
	// What was asked.
	'invalid_input',
	'not_found',
	'wrong_state',
	'conflict',
	'too_large',
	'wrong_file_type',
	'incomplete',
	// The room.
	'ticket_invalid',
	'ticket_expired',
	'version_mismatch',
	'not_invited',
	'not_joined',
	'meeting_not_open',
	'meeting_ended',
	'room_full',
	'at_capacity',
	'floor_required',
	'floor_taken',
	'already_raised',
	'vote_open',
	// What somebody else decided in the meantime.
	'already_open',
	'already_called',
	'turn_over',
	'offer_over',
	'vote_over',
	'already_voted',
	'site_absent',
	'chair_absent',
	'paper_shown',
	'messages_closed',
	'media_failed',
	'seat_taken',
	'removed',
	'in_lobby',
	'audio_only',
	'too_many_requests',
	// Programs.
	'unavailable',
	'timeout',
	'internal'
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What a refused command answers. `reference` finds the log line of an internal error. */
export type WireError = { code: ErrorCode; reference?: string };
export type Answer<T> = { ok: true; data: T } | { ok: false; error: WireError };
