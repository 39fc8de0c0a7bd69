// The size of a JPEG's picture as its header says it (ITU-T T.81, annex B): twelve kilobytes can decode to a picture that
// fills a PC's memory, so it is asked before anybody decodes it.

const begin = 0xff;
const [startOfImage, endOfImage, startOfScan] = [0xd8, 0xd9, 0xda];
/** Baseline, extended and progressive; browsers know no others. */
const frames: readonly number[] = [0xc0, 0xc1, 0xc2];
/** Other frames; and what stands alone, which has no place before the first scan. */
const otherFrames = [0xc3, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];
const alone = [0x00, 0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, startOfImage, endOfImage];
const unusable: ReadonlySet<number> = new Set([...otherFrames, ...alone]);

type Size = { width: number; height: number };

/** Undefined for what is no whole JPEG, or one that browsers would not show. */
export function jpegSize(bytes: Uint8Array): Size | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const last = bytes.length - 2;
	if (last < 2 || bytes[0] !== begin || bytes[1] !== startOfImage) return undefined;
	if (bytes[last] !== begin || bytes[last + 1] !== endOfImage) return undefined;
	let size: Size | undefined;
	for (let at = 2; at + 4 <= last;) {
		if (bytes[at] !== begin) return undefined;
		const marker = bytes[at + 1] ?? 0;
		// Any number of them may fill up before a marker.
		if (marker === begin) {
			at++;
			continue;
		}
		if (unusable.has(marker)) return undefined;
		if (marker === startOfScan) return size;
		const length = view.getUint16(at + 2);
		if (length < 2 || at + 2 + length > last) return undefined;
		if (frames.includes(marker)) {
			// Two sizes in one picture: nobody can say which one a decoder takes.
			if (size !== undefined || length < 8) return undefined;
			size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
			// A height that is told only after the scan.
			if (size.width === 0 || size.height === 0) return undefined;
		}
		at += 2 + length;
	}
	return undefined;
}
