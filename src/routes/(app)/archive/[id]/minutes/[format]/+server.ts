// The minutes as DOCX or PDF, written from their newest state when they are asked for.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { m } from '#lib/paraglide/messages.js';
import * as minutes from '#lib/server/minutes/minutes.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { fileAnswer } from '#lib/server/platform/file-answer.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../../../asker.ts';
import { fileName } from '../../../file-name.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	orErrorPage(async () => {
		const { sql, person } = asking(event);
		const { id, format } = event.params;
		if (!minutes.isMinutesFormat(format)) throw new CodedError('not_found');
		const { bytes, mediaType, title } = await minutes.writeMinutes(sql, person, id, format);
		const fromMemory = {
			read: (_hash: string, range = { start: 0, end: bytes.byteLength - 1 }) =>
				Readable.from([bytes.subarray(range.start, range.end + 1)])
		};
		return fileAnswer(event.request, fromMemory, {
			hash: createHash('sha256').update(bytes).digest('hex'),
			size: bytes.byteLength,
			mediaType,
			fileName: fileName(m.documents_file_minutes({ title }), format),
			download: true
		});
	});
