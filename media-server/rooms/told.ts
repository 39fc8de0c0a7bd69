// What a list that no longer names a site does not say: why. The site is told what was decided about it, who conducts
// what the site answered.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { NoticeData } from '#lib/protocol/notices.ts';
import type { Peer } from './peer.ts';

type What = NoticeData<'site:told'>['what'];

const answers: ReadonlySet<What> = new Set<What>(['offer-declined', 'offer-expired']);

export function tellSites(
	peers: Iterable<Peer>,
	events: readonly MeetingEvent[],
	leads: (peer: Peer) => boolean
): void {
	const told = events.flatMap((event) => {
		const what = whatOf(event);
		return what === undefined || event.siteId === null ? [] : [{ siteId: event.siteId, what }];
	});
	if (told.length === 0) return;
	for (const peer of peers) {
		for (const one of told) if (concerns(one, peer, leads)) peer.line?.tell('site:told', one);
	}
}

/** Undefined for what the site did itself, for everybody to see, and for what needs no words. */
function whatOf({ type, data }: MeetingEvent): What | undefined {
	if (type === 'hand:lowered' && data.by === 'chair') return 'hand-dismissed';
	if (type === 'floor:ended' && data.reason === 'withdrawn') return 'floor-withdrawn';
	if (type !== 'offer:ended') return undefined;
	if (data.reason === 'withdrawn') return 'offer-withdrawn';
	if (data.reason === 'declined') return 'offer-declined';
	return data.reason === 'expired' ? 'offer-expired' : undefined;
}

function concerns(
	{ siteId, what }: NoticeData<'site:told'>,
	peer: Peer,
	leads: (peer: Peer) => boolean
): boolean {
	if (leads(peer)) return answers.has(what);
	return peer.role !== 'observer' && peer.siteId === siteId && !answers.has(what);
}
