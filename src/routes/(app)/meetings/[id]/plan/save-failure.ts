// What is wrong when a form that saves itself was answered: null when it was saved. Pure.
import type { ActionResult } from '@sveltejs/kit';
import { faultCode } from '#lib/components/fault-code.ts';
import { isFormFailure } from '#lib/components/form-state.ts';
import type { ErrorCode } from '#lib/protocol/errors.ts';
import type { FormFailure } from '#lib/protocol/forms.ts';

/** `action`: the form's. */
export function saveFailure(action: string, result: ActionResult): FormFailure | null {
	if (result.type === 'failure' && isFormFailure(result.data)) return result.data;
	if (result.type === 'success') return null;
	return { action, errors: {}, values: {}, code: codeOf(result) };
}

function codeOf(result: ActionResult): ErrorCode {
	// No save leads elsewhere.
	return result.type === 'error' ? faultCode(result) : 'internal';
}
