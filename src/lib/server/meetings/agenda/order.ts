// Moving one entry of a list. Pure.

/** One place up or down; at its end of the list, or when it is not in it, everything stays where it is. */
export function moved<T>(list: readonly T[], entry: T | undefined, direction: 'up' | 'down'): T[] {
	const from = list.findIndex((one) => one === entry);
	const to = direction === 'up' ? from - 1 : from + 1;
	const rest = [...list];
	if (from === -1 || to < 0 || to >= list.length) return rest;
	rest.splice(to, 0, ...rest.splice(from, 1));
	return rest;
}
