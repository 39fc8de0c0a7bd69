/** A paper as the room lists it. */
export type Paper = {
	id: string;
	title: string;
	size: number;
	item: { position: number; title: string } | null;
};
