// Names of units and people in Vietnamese order.

const collator = new Intl.Collator('vi', { numeric: true });

/** What a unit is, before what it is called; "Thành phố" before "Thành", for the longer one must win. */
const kindWords = /^(thành phố|thị xã|thị trấn|đặc khu|tỉnh|quận|huyện|phường|xã|sở)\s+(?=\S)/iu;

/** "Xã Vĩnh An" → "Vĩnh An"; a name without a kind word stays. */
export function bareUnitName(name: string): string {
	return name.normalize('NFC').replace(kindWords, '');
}

/** Order of units: by what they are called, then by what they are. */
export function compareUnitNames(a: string, b: string): number {
	return collator.compare(bareUnitName(a), bareUnitName(b)) || collator.compare(a, b);
}

/** Order of anything else: đ after d, marks after letters, numbers by size. */
export function compareText(a: string, b: string): number {
	return collator.compare(a, b);
}

/** Vietnamese people are ordered by the given name, which stands last. */
export function comparePeopleNames(a: string, b: string): number {
	const given = (name: string) => name.trim().split(/\s+/u).at(-1) ?? '';
	return collator.compare(given(a), given(b)) || collator.compare(a, b);
}

/** "Nguyễn Văn An" → "VA": the two words by which one is called. */
export function initials(name: string): string {
	return name
		.normalize('NFC')
		.trim()
		.split(/\s+/u)
		.slice(-2)
		.map((word) => [...word][0]?.toLocaleUpperCase('vi') ?? '')
		.join('');
}
