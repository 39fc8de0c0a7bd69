// What was just decided about the own site, or answered by another that was asked, in words.
import { m } from '#lib/paraglide/messages.js';
import type { NoticeData } from '#lib/protocol/notices.ts';

export type Told = NoticeData<'site:told'>;
type Words = { happened: string; advice: string };

const words: Record<Told['what'], (site: string) => Words> = {
	'hand-dismissed': () => ({ happened: m.turns_told_hand(), advice: m.turns_told_hand_advice() }),
	'floor-withdrawn': () => ({ happened: m.turns_told_floor(), advice: m.turns_told_floor_advice() }),
	'offer-withdrawn': () => ({ happened: m.turns_told_offer(), advice: m.turns_told_offer_advice() }),
	'offer-declined': (site) => ({
		happened: m.turns_told_declined({ site }),
		advice: m.turns_told_declined_advice()
	}),
	'offer-expired': (site) => ({
		happened: m.turns_told_expired({ site }),
		advice: m.turns_told_expired_advice()
	})
};

export function toldWords({ what }: Told, site: string): Words {
	return words[what](site);
}
