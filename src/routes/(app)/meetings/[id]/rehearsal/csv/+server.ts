// The results of the rehearsal for a spreadsheet.
import { m } from '#lib/paraglide/messages.js';
import * as meetings from '#lib/server/meetings/meetings.ts';
import { bytesAnswer } from '#lib/server/platform/file-answer.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { fileName } from '../../../../file-name.ts';
import { asking } from '../../../asker.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	orErrorPage(async () => {
		const { sql, person } = asking(event);
		const { title, csv } = await meetings.exportRehearsal(sql, person, event.params.id);
		const name = fileName(m.rehearsal_file({ title }), 'csv');
		return bytesAnswer(event.request, new TextEncoder().encode(csv), {
			mediaType: 'text/csv; charset=utf-8',
			fileName: name
		});
	});
