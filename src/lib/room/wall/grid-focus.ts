// Which card the arrow keys lead to, by where the cards lie. Pure.

export type Place = { left: number; top: number };

/** Rows need not be equally long, and headings lie between them: the nearest card of the next row is meant. */
export function nextCard(places: readonly Place[], from: number, key: string): number | undefined {
	const here = places[from];
	if (here === undefined) return undefined;
	if (key === 'Home') return 0;
	if (key === 'End') return places.length - 1;
	if (key === 'ArrowRight') return from + 1 < places.length ? from + 1 : undefined;
	if (key === 'ArrowLeft') return from > 0 ? from - 1 : undefined;
	if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
	const step = key === 'ArrowDown' ? 1 : -1;
	const rows = places.filter(({ top }) => (top - here.top) * step > 1).map(({ top }) => top * step);
	if (rows.length === 0) return undefined;
	const row = Math.min(...rows) * step;
	const inRow = places.flatMap((place, index) => (Math.abs(place.top - row) <= 1 ? [index] : []));
	const distance = (index: number) => Math.abs((places[index]?.left ?? 0) - here.left);
	return inRow.toSorted((a, b) => distance(a) - distance(b))[0];
}
