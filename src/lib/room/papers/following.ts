// Which page one sees: the presenter's, or one's own until one is back. Pure.

export function clampPage(page: number, count: number | null): number {
	return Math.max(1, count === null ? page : Math.min(page, count));
}

/** The own page after going to one; null on the presenter's, whom one follows again from there. */
export function browse(wanted: number, presented: number, count: number | null): number | null {
	const page = clampPage(wanted, count);
	return page === clampPage(presented, count) ? null : page;
}
