// A paper's bytes, in the browser's own reader or, with `?download`, as a file.
import * as meetings from '#lib/server/meetings/meetings.ts';
import { fileAnswer } from '#lib/server/platform/file-answer.ts';
import { openFileStore } from '#lib/server/platform/file-store.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../../../asker.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	orErrorPage(async () => {
		const { sql, person } = asking(event);
		const paper = await meetings.paperFile(sql, person, event.params.id, event.params.paper);
		return fileAnswer(event.request, openFileStore(event.locals.config), {
			hash: paper.fileHash,
			size: paper.size,
			mediaType: paper.mediaType,
			fileName: paper.fileName,
			download: event.url.searchParams.has('download')
		});
	});
