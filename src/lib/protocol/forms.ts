// What a form's action answers when it refuses: made by platform/forms.ts, shown by the components. Words:
// `errors_field_<code>`. Schemas name a code as the message of a check: `v.check(isFuture, 'in_past')`.
import type { ErrorCode } from './errors.ts';

export const fieldErrorCodes = [
	'required',
	'too_long',
	'too_short',
	'too_small',
	'too_large',
	'too_many',
	'not_a_number',
	'not_a_date',
	'not_a_time',
	'not_an_email',
	'not_chosen',
	'in_past',
	'not_the_same',
	'not_new',
	'taken',
	'not_found',
	'has_children',
	'has_meetings',
	'not_valid_then',
	'is_chair',
	'file_missing',
	'file_too_large',
	'file_wrong_type',
	'invalid'
] as const;

export type FieldErrorCode = (typeof fieldErrorCodes)[number];

/** `limit` is the number that the field must keep, where there is one. */
export type FieldError = { code: FieldErrorCode; limit?: number };

export type FormFailure = {
	/** Which form of the page: the name of its action, empty for the default one. */
	action: string;
	errors: Record<string, FieldError>;
	/** What was typed, secrets and files left out. */
	values: Record<string, string | string[]>;
	/** What is wrong with the whole. */
	code?: ErrorCode;
	reference?: string;
};

/** `?/confirm` → `confirm`; no named action → empty. Other parameters may stand beside it. */
export function actionName(search: string): string {
	const name = [...new URLSearchParams(search).keys()].find((parameter) => parameter.startsWith('/'));
	return name?.slice(1) ?? '';
}
