// A browser's cookies, as a request brings them and an answer sets them.

type Written = { name: string; value: string; options: object };

export function browserAt(address: string) {
	const jar = new Map<string, string>();
	const writes: Written[] = [];
	const cookies = {
		get: (name: string) => jar.get(name),
		getAll: () => [],
		set: (name: string, value: string, options: object) => {
			jar.set(name, value);
			writes.push({ name, value, options });
		},
		delete: (name: string) => void jar.delete(name),
		serialize: () => ''
	};
	return { event: { url: new URL(address), cookies }, jar, writes };
}
