// Called without having asked, a site is asked whether it will speak. Pure: what that writes into the log.
import type { EventData, NewEvent } from '#lib/protocol/events.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { has, isConnected, type RoomState } from '../log/state.ts';

type OfferReason = EventData<'offer:ended'>['reason'];

/** Who has raised a hand need not be asked, nor a site that has consented with all of its devices. */
export function mustBeAsked(state: RoomState, siteId: string): boolean {
	if (has(state.floor, siteId) || has(state.hands, siteId)) return false;
	return !consentingSites(state).has(siteId);
}

/** No device opens at once because another one of its site may. */
export function consentingSites({ connections, consents }: RoomState): Set<string> {
	const consenting = new Set(consents.values());
	for (const [id, { siteId, observes }] of connections) {
		if (!observes && !consents.has(id)) consenting.delete(siteId);
	}
	return consenting;
}

/** `wait`: milliseconds for the answer. Who has the floor keeps it until then. */
export function offerFloor(state: RoomState, siteId: string, personId: string, wait: number): NewEvent[] {
	if (has(state.offers, siteId)) return [];
	requireHere(state, siteId);
	if (state.floorLimit > 1) requirePlace(state, siteId);
	return [
		...(state.floorLimit > 1 ? [] : withdrawOffers(state, siteId, personId)),
		{ type: 'offer:made', siteId, personId, data: { wait } }
	];
}

/** Refused when the question is no longer open. */
export function requireOffer(state: RoomState, siteId: string): void {
	if (!has(state.offers, siteId)) throw new CodedError('offer_over');
}

export function endOffer(
	state: RoomState,
	siteId: string,
	personId: string | null,
	reason: OfferReason
): NewEvent[] {
	return has(state.offers, siteId) ? [{ type: 'offer:ended', siteId, personId, data: { reason } }] : [];
}

/** All but one site's: where one speaks at a time, one is asked at a time. */
export function withdrawOffers(state: RoomState, exceptOf: string, personId: string): NewEvent[] {
	const others = state.offers.filter(({ siteId }) => siteId !== exceptOf);
	return others.flatMap(({ siteId }) => endOffer(state, siteId, personId, 'withdrawn'));
}

export function requireHere(state: RoomState, siteId: string): void {
	if (state.lobby.has(siteId)) throw new CodedError('in_lobby');
	if (!isConnected(state, siteId)) throw new CodedError('site_absent');
}

/** Whoever is being asked has a place kept. */
export function requirePlace({ floor, offers, floorLimit }: RoomState, siteId: string): void {
	const others = [...floor, ...offers].filter((entry) => entry.siteId !== siteId);
	if (others.length >= floorLimit) throw new CodedError('floor_taken');
}
