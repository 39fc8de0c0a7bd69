// How far a person has read in a meeting, kept by the browser: who loads the page again has read it, who sits down at
// another machine reads it there. What was written is the server's business, what was read is nobody else's.
import * as v from 'valibot';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

const key = 'diem-cau.read';
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const readMarks = v.object({
	/** Whose marks, in which meeting. */
	of: v.string(),
	/** When the last announcement that was read was made. */
	announced: count,
	/** Site → how many messages of each side were read: who changes office reads the other side's from then on. */
	threads: v.record(v.string(), v.object({ fromSite: v.optional(count, 0), fromDesk: v.optional(count, 0) }))
});
export type ReadMarks = v.InferOutput<typeof readMarks>;

const stored = v.pipe(v.string(), v.parseJson(), readMarks);

export function loadMarks(store: Store, of: string): ReadMarks {
	const found = v.safeParse(stored, store.getItem(key));
	return found.success && found.output.of === of ? found.output : { of, announced: 0, threads: {} };
}

export function saveMarks(store: Store, marks: ReadMarks): void {
	try {
		store.setItem(key, JSON.stringify(marks));
	} catch {
		// A full or forbidden store costs a count, not a message.
	}
}
