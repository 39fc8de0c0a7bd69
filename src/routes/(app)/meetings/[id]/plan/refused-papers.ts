// Which files of an upload were refused, read from what the action answered.
import * as v from 'valibot';
import { fieldErrorCodes } from '#lib/protocol/forms.ts';
import type { RefusedPaper } from '#lib/server/meetings/meetings.ts';

const problem = v.object({ code: v.picklist(fieldErrorCodes), limit: v.optional(v.number()) });
const answered = v.object({ refusedPapers: v.array(v.object({ fileName: v.string(), problem })) });

/** Empty for the answer of any other form of the page. */
export function refusedPapers(answer: unknown): RefusedPaper[] {
	const read = v.safeParse(answered, answer);
	return read.success ? read.output.refusedPapers : [];
}
