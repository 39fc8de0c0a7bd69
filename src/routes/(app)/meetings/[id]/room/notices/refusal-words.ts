import { codedErrorText } from '#lib/components/error-texts.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ErrorCode } from '#lib/protocol/errors.ts';

/** What is offered here was allowed a moment ago: the right to it has gone to somebody else since. */
export function refusalWords(code: ErrorCode): { happened: string; advice: string } {
	return code === 'not_allowed'
		? { happened: m.room_right_gone(), advice: m.room_right_gone_advice() }
		: codedErrorText(code);
}
