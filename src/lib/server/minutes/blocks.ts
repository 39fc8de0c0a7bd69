// What a document is made of; each writer knows these five kinds and no more.
export type Block =
	| { kind: 'field'; label: string; text: string }
	| { kind: 'heading'; text: string }
	| { kind: 'paragraph'; text: string }
	| { kind: 'item'; text: string }
	| Table;

export interface Table {
	kind: 'table';
	/** `share` of the width; the shares add up to 1. */
	columns: { title: string; share: number; align: 'left' | 'center' }[];
	/** A row of one cell goes over the whole width and heads a group. */
	rows: string[][];
}

export const field = (label: string, text: string): Block => ({ kind: 'field', label, text });
export const heading = (text: string): Block => ({ kind: 'heading', text });
export const item = (text: string): Block => ({ kind: 'item', text });
