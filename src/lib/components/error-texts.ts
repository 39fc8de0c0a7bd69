// The words of every coded error: what happened, and what to do. Named one by one, so that the compiler sees a gap.
import type { ErrorCode } from '#lib/protocol/errors.ts';
import type { FieldError, FieldErrorCode } from '#lib/protocol/forms.ts';
import { m } from '#lib/paraglide/messages.js';

type ErrorText = { happened: string; advice: string };

const texts: Record<ErrorCode, () => ErrorText> = {
	not_signed_in: () => ({ happened: m.errors_not_signed_in(), advice: m.errors_not_signed_in_advice() }),
	not_allowed: () => ({ happened: m.errors_not_allowed(), advice: m.errors_not_allowed_advice() }),
	sign_in_failed: () => ({ happened: m.errors_sign_in_failed(), advice: m.errors_sign_in_failed_advice() }),
	too_many_attempts: () => ({
		happened: m.errors_too_many_attempts(),
		advice: m.errors_too_many_attempts_advice()
	}),
	account_disabled: () => ({
		happened: m.errors_account_disabled(),
		advice: m.errors_account_disabled_advice()
	}),
	invalid_input: () => ({ happened: m.errors_invalid_input(), advice: m.errors_invalid_input_advice() }),
	not_found: () => ({ happened: m.errors_not_found(), advice: m.errors_not_found_advice() }),
	wrong_state: () => ({ happened: m.errors_wrong_state(), advice: m.errors_wrong_state_advice() }),
	conflict: () => ({ happened: m.errors_conflict(), advice: m.errors_conflict_advice() }),
	too_large: () => ({ happened: m.errors_too_large(), advice: m.errors_too_large_advice() }),
	wrong_file_type: () => ({
		happened: m.errors_wrong_file_type(),
		advice: m.errors_wrong_file_type_advice()
	}),
	incomplete: () => ({ happened: m.errors_incomplete(), advice: m.errors_incomplete_advice() }),
	ticket_invalid: () => ({ happened: m.errors_ticket_invalid(), advice: m.errors_ticket_invalid_advice() }),
	ticket_expired: () => ({ happened: m.errors_ticket_expired(), advice: m.errors_ticket_expired_advice() }),
	version_mismatch: () => ({
		happened: m.errors_version_mismatch(),
		advice: m.errors_version_mismatch_advice()
	}),
	not_invited: () => ({ happened: m.errors_not_invited(), advice: m.errors_not_invited_advice() }),
	not_joined: () => ({ happened: m.errors_not_joined(), advice: m.errors_not_joined_advice() }),
	meeting_not_open: () => ({
		happened: m.errors_meeting_not_open(),
		advice: m.errors_meeting_not_open_advice()
	}),
	meeting_ended: () => ({ happened: m.errors_meeting_ended(), advice: m.errors_meeting_ended_advice() }),
	room_full: () => ({ happened: m.errors_room_full(), advice: m.errors_room_full_advice() }),
	at_capacity: () => ({ happened: m.errors_at_capacity(), advice: m.errors_at_capacity_advice() }),
	floor_required: () => ({ happened: m.errors_floor_required(), advice: m.errors_floor_required_advice() }),
	floor_taken: () => ({ happened: m.errors_floor_taken(), advice: m.errors_floor_taken_advice() }),
	already_raised: () => ({ happened: m.errors_already_raised(), advice: m.errors_already_raised_advice() }),
	messages_closed: () => ({
		happened: m.errors_messages_closed(),
		advice: m.errors_messages_closed_advice()
	}),
	vote_open: () => ({ happened: m.errors_vote_open(), advice: m.errors_vote_open_advice() }),
	already_open: () => ({ happened: m.errors_already_open(), advice: m.errors_already_open_advice() }),
	already_called: () => ({ happened: m.errors_already_called(), advice: m.errors_already_called_advice() }),
	turn_over: () => ({ happened: m.errors_turn_over(), advice: m.errors_turn_over_advice() }),
	offer_over: () => ({ happened: m.errors_offer_over(), advice: m.errors_offer_over_advice() }),
	vote_over: () => ({ happened: m.errors_vote_over(), advice: m.errors_vote_over_advice() }),
	already_voted: () => ({ happened: m.errors_already_voted(), advice: m.errors_already_voted_advice() }),
	site_absent: () => ({ happened: m.errors_site_absent(), advice: m.errors_site_absent_advice() }),
	chair_absent: () => ({ happened: m.errors_chair_absent(), advice: m.errors_chair_absent_advice() }),
	paper_shown: () => ({ happened: m.errors_paper_shown(), advice: m.errors_paper_shown_advice() }),
	media_failed: () => ({ happened: m.errors_media_failed(), advice: m.errors_media_failed_advice() }),
	seat_taken: () => ({ happened: m.errors_seat_taken(), advice: m.errors_seat_taken_advice() }),
	in_lobby: () => ({ happened: m.errors_in_lobby(), advice: m.errors_in_lobby_advice() }),
	removed: () => ({ happened: m.errors_removed(), advice: m.errors_removed_advice() }),
	audio_only: () => ({ happened: m.errors_audio_only(), advice: m.errors_audio_only_advice() }),
	too_many_requests: () => ({
		happened: m.errors_too_many_requests(),
		advice: m.errors_too_many_requests_advice()
	}),
	unavailable: () => ({ happened: m.errors_unavailable(), advice: m.errors_unavailable_advice() }),
	timeout: () => ({ happened: m.errors_timeout(), advice: m.errors_timeout_advice() }),
	internal: () => ({ happened: m.errors_internal(), advice: m.errors_internal_advice() })
};

const fieldTexts: Record<FieldErrorCode, (limit: number) => string> = {
	required: () => m.errors_field_required(),
	too_long: (limit) => m.errors_field_too_long({ limit }),
	too_short: (limit) => m.errors_field_too_short({ limit }),
	too_small: (limit) => m.errors_field_too_small({ limit }),
	too_large: (limit) => m.errors_field_too_large({ limit }),
	too_many: (limit) => m.errors_field_too_many({ limit }),
	not_a_number: () => m.errors_field_not_a_number(),
	not_a_date: () => m.errors_field_not_a_date(),
	not_a_time: () => m.errors_field_not_a_time(),
	not_an_email: () => m.errors_field_not_an_email(),
	not_chosen: () => m.errors_field_not_chosen(),
	in_past: () => m.errors_field_in_past(),
	not_the_same: () => m.errors_field_not_the_same(),
	not_new: () => m.errors_field_not_new(),
	taken: () => m.errors_field_taken(),
	not_found: () => m.errors_field_not_found(),
	has_children: () => m.errors_field_has_children(),
	has_meetings: () => m.errors_field_has_meetings(),
	not_valid_then: () => m.errors_field_not_valid_then(),
	is_chair: () => m.errors_field_is_chair(),
	file_missing: () => m.errors_field_file_missing(),
	file_too_large: (limit) => m.errors_field_file_too_large({ limit }),
	file_wrong_type: () => m.errors_field_file_wrong_type(),
	invalid: () => m.errors_field_invalid()
};

export function codedErrorText(code: ErrorCode): ErrorText {
	return texts[code]();
}

export function fieldErrorText(error: FieldError): string {
	return fieldTexts[error.code](error.limit ?? 0);
}
