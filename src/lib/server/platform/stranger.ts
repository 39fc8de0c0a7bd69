// What somebody who is not signed in (any more) is answered, wherever one must be.
import { redirect, type RequestEvent } from '@sveltejs/kit';

type Asked = Pick<RequestEvent, 'isDataRequest' | 'url'> & { request: Pick<Request, 'headers'> };

/** Throws a redirect to whoever goes to a page; the others are told. */
export function answerStranger({ isDataRequest, url, request: { headers } }: Asked): Response {
	// A form of a page that stays where it is: led away, the page would lose what else was typed in it.
	if (headers.has('x-sveltekit-action')) {
		return Response.json({ type: 'error', error: { message: 'not_signed_in' } }, { status: 401 });
	}
	// Not a script's fetch, not a picture or a video.
	const awaitsPage = isDataRequest || headers.get('accept')?.includes('text/html');
	if (!awaitsPage) return Response.json({ ok: false, error: { code: 'not_signed_in' } }, { status: 401 });
	const next = url.pathname + url.search;
	redirect(303, next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
}
