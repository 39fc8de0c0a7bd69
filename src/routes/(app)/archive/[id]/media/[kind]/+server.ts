// Video, sound and poster of a recording, whole or the range that a player asks for; with `?download` as a file.
import { m } from '#lib/paraglide/messages.js';
import * as archive from '#lib/server/archive/archive.ts';
import type { MediaKind } from '#lib/server/archive/archive.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { fileAnswer } from '#lib/server/platform/file-answer.ts';
import { openFileStore } from '#lib/server/platform/file-store.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../../../../meetings/asker.ts';
import { fileName } from '../../../../file-name.ts';
import type { RequestHandler } from './$types';

const names: Record<MediaKind, (title: string) => string> = {
	video: (title) => fileName(m.documents_file_video({ title }), 'mp4'),
	audio: (title) => fileName(m.documents_file_audio({ title }), 'm4a'),
	poster: (title) => fileName(title, 'jpg')
};

export const GET: RequestHandler = (event) =>
	orErrorPage(async () => {
		const { sql, person } = asking(event);
		const { kind } = event.params;
		if (!isKind(kind)) throw new CodedError('not_found');
		const { hash, size, mediaType, title } = await archive.mediaFile(sql, person, event.params.id, kind);
		return fileAnswer(event.request, openFileStore(event.locals.config), {
			hash,
			size,
			mediaType,
			fileName: names[kind](title),
			download: event.url.searchParams.has('download')
		});
	});

function isKind(name: string): name is MediaKind {
	return Object.hasOwn(names, name);
}
