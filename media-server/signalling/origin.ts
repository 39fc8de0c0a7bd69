// A page of another site must not open a socket with this browser's help.
import type { IncomingHttpHeaders } from 'node:http';

/** Every browser names the origin of a websocket; what names none is no browser and has no business here. */
export function isOwnOrigin(headers: IncomingHttpHeaders, declared: string | undefined): boolean {
	const { origin } = headers;
	if (origin === undefined || !URL.canParse(origin)) return false;
	if (declared !== undefined && origin === declared) return true;
	const host = first(headers['x-forwarded-host']) ?? headers.host;
	return host !== undefined && new URL(origin).host === host;
}

function first(value: string | string[] | undefined): string | undefined {
	return [value].flat()[0]?.split(',')[0]?.trim();
}
