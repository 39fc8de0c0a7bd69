// Chapters and turns in the video. Pure.

/** Milliseconds from the beginning of the video. */
export interface Span {
	from: number;
	to: number;
}

/** The one that goes on at this moment; the last to begin where two overlap. −1 when none does. */
export function indexAt(spans: readonly Span[], moment: number): number {
	return spans.findLastIndex(({ from, to }) => from <= moment && moment < to);
}

/** Where the next span begins; undefined after the last. */
export function nextStart(spans: readonly Span[], moment: number): number | undefined {
	return spans.find(({ from }) => from > moment)?.from;
}

/** The begin of the span one is in, or of the one before it when one has just begun it. */
export function previousStart(spans: readonly Span[], moment: number): number | undefined {
	const justBegun = 3_000;
	return spans.findLast(({ from }) => from < moment - justBegun)?.from ?? spans[0]?.from;
}

/** Chapters without a hole at the beginning: what comes before the first item is the opening. */
export function withOpening<T extends Span & { title: string }>(
	chapters: readonly T[],
	opening: string
): (Span & { title: string })[] {
	const [first] = chapters;
	return first && first.from > 1_000
		? [{ title: opening, from: 0, to: first.from }, ...chapters]
		: [...chapters];
}
