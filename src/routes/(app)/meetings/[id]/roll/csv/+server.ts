// The roll for a spreadsheet, as it stands when it is asked for.
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
		const { title, csv } = await meetings.exportRoll(sql, person, event.params.id);
		return bytesAnswer(event.request, new TextEncoder().encode(csv), {
			mediaType: 'text/csv; charset=utf-8',
			fileName: fileName(m.roll_file({ title }), 'csv')
		});
	});
