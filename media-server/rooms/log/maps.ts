// Maps of a folded state: changed by making a new one.

export function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
	return new Map(map).set(key, value);
}

export function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
	const copy = new Map(map);
	copy.delete(key);
	return copy;
}
