// What the device check found, kept with the meeting for who looks after the technique.
import * as v from 'valibot';
import { checkResult } from '#lib/protocol/checks.ts';
import * as meetings from '#lib/server/meetings/meetings.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { answerJson } from '#lib/server/platform/forms.ts';
import { asking } from '../../../asker.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
	answerJson(async () => {
		const { sql, person, clock } = asking(event);
		const sent = v.safeParse(checkResult, await event.request.json().catch(() => null));
		if (!sent.success) throw new CodedError('invalid_input');
		await meetings.recordCheck(sql, person, event.params.id, sent.output, clock.now);
		return {};
	});
