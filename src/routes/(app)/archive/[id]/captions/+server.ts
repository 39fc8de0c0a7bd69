import * as archive from '#lib/server/archive/archive.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../../../meetings/asker.ts';
import { captionsOf } from '../captions.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	orErrorPage(async () => {
		const { sql, person } = asking(event);
		const { turns } = await archive.viewRecord(sql, person, event.params.id);
		return new Response(captionsOf(turns), {
			headers: { 'content-type': 'text/vtt; charset=utf-8', 'cache-control': 'private, no-cache' }
		});
	});
