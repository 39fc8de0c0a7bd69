// The minutes as DOCX or PDF, written from their newest state when they are asked for.
import { m } from '#lib/paraglide/messages.js';
import * as minutes from '#lib/server/minutes/minutes.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { bytesAnswer } from '#lib/server/platform/file-answer.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../../../../meetings/asker.ts';
import { fileName } from '../../../../file-name.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	orErrorPage(async () => {
		const { sql, person } = asking(event);
		const { id, format } = event.params;
		if (!minutes.isMinutesFormat(format)) throw new CodedError('not_found');
		const { bytes, mediaType, title } = await minutes.writeMinutes(sql, person, id, format);
		return bytesAnswer(event.request, bytes, {
			mediaType,
			fileName: fileName(m.documents_file_minutes({ title }), format)
		});
	});
