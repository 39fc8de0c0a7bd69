/** A path of this site out of what came from outside; anything that leads elsewhere becomes the first page. */
export function ownPath(path: string | null): string {
	const base = 'http://own.invalid';
	if (path === null || !path.startsWith('/') || !URL.canParse(path, base)) return '/';
	const url = new URL(path, base);
	return url.origin === base ? url.pathname + url.search + url.hash : '/';
}
