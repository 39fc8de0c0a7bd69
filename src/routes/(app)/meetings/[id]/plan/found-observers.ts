// Who was found for the observers, read from what the action answered.
import * as v from 'valibot';
import { personId, text } from '#lib/protocol/values.ts';

const observer = v.object({ id: personId, fullName: text, position: text, unitName: text });
const answered = v.object({ observers: v.array(observer) });

/** Undefined for the answer of any other form of the page. */
export function foundObservers(answer: unknown): v.InferOutput<typeof observer>[] | undefined {
	const read = v.safeParse(answered, answer);
	return read.success ? read.output.observers : undefined;
}
