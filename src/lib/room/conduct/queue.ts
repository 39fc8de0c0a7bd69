// The queue of raised hands, and who is called next. Pure.
import type { ArrangedSpeaker } from '#lib/protocol/floor.ts';
import { isReachable, type Floor, type Hand, type Site } from '#lib/protocol/snapshot.ts';

export function inOrder(hands: Hand[]): Hand[] {
	return hands.toSorted((a, b) => a.raisedAt - b.raisedAt);
}

export function sitesOf(list: readonly { siteId: string }[]): ReadonlySet<string> {
	return new Set(list.map(({ siteId }) => siteId));
}

/** 1 for who is next; null when the site has not raised its hand. */
export function queuePosition(hands: Hand[], siteId: string | null): number | null {
	const index = inOrder(hands).findIndex((hand) => hand.siteId === siteId);
	return index === -1 ? null : index + 1;
}

/** Of the plan's speakers those who have not spoken on the item; who would not when it was asked may be asked again. */
export function stillToSpeak(
	speakers: readonly ArrangedSpeaker[],
	floor: readonly Floor[]
): ArrangedSpeaker[] {
	return speakers.filter(
		({ siteId, state }) => state !== 'spoken' && !floor.some((held) => held.siteId === siteId)
	);
}

type Waiting = {
	/** In the plan's order. */
	arranged: readonly ArrangedSpeaker[];
	/** In the order of the hands. */
	queue: readonly { siteId: string }[];
	/** Sites that are being asked already. */
	offers: readonly { siteId: string }[];
	sites: ReadonlyMap<string, Site>;
};

/** The plan's speakers first, then the hands; only who can be heard at all, and nobody is pressed to speak. */
export function nextToCall({ arranged, queue, offers, sites }: Waiting): string | undefined {
	const asked = sitesOf(offers);
	const willing = arranged.filter(({ state }) => state === 'waiting');
	const here = ({ siteId }: { siteId: string }) => {
		const site = sites.get(siteId);
		return site !== undefined && isReachable(site) && !asked.has(siteId);
	};
	return [...willing, ...queue].find(here)?.siteId;
}

/** 1 for whom the plan lets speak next; null for a site that it does not name, or that has spoken. */
export function arrangedPosition(arranged: readonly ArrangedSpeaker[], siteId: string | null): number | null {
	const index = arranged.filter(({ state }) => state === 'waiting').findIndex((one) => one.siteId === siteId);
	return index === -1 ? null : index + 1;
}
