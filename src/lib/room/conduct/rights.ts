// What this page's person may do now. Pure; the server decides the same again.
import { isDesk } from '#lib/protocol/talk.ts';
import { seatKept, type Source } from '#lib/protocol/values.ts';
import type { RoomState } from '../room-state.ts';

type Given = Pick<RoomState, 'me' | 'meeting' | 'floor' | 'sites'>;

/**
 * The right to be heard and seen, named so that one grant can be told from the next; null without it.
 * A producer that the server closed is not made again on the strength of the same right.
 */
export function sendingRight({ me, meeting, floor, sites }: Given): string | null {
	if (meeting.state !== 'open' || me.role === 'observer' || isWaiting({ me, sites })) return null;
	if (meeting.conduct === 'open') return 'open-conduct';
	if (me.role === 'chair') return 'chair';
	const held = floor.find(({ siteId }) => siteId === me.siteId);
	return held ? `floor:${held.grantedAt}` : null;
}

/** The chair, or who acts for the chair: opens, gives the floor, begins items, ends. */
export function mayConduct({ me, meeting }: Pick<RoomState, 'me' | 'meeting'>): boolean {
	return me.role === 'chair' || meeting.actingRoles.some((role) => role === me.role);
}

/** Who chairs or acts for the chair, and who may take the chair. */
export function mayHandChair(given: Pick<RoomState, 'me' | 'meeting'>, now: number): boolean {
	return mayConduct(given) || mayTakeChair(given, now);
}

/**
 * Who acts for the chair; whom the plan names takes it back; the deputy takes it once whoever chairs has been missed for
 * as long as a seat waits.
 */
export function mayTakeChair({ me, meeting }: Pick<RoomState, 'me' | 'meeting'>, now: number): boolean {
	if (me.role === 'chair' || me.role === 'observer') return false;
	if (mayConduct({ me, meeting }) || me.personId === meeting.plannedChairId) return true;
	const since = meeting.chairMissedSince;
	return me.personId === meeting.deputyId && since !== null && since + seatKept <= now;
}

/** Who sees all sites: those who conduct, and who looks after the technique. */
export function isOfficer({ me }: Pick<RoomState, 'me'>): boolean {
	return isDesk(me.role);
}

/** Looks after the lines: the operator, and the chair, for it may be the operator who chairs. */
export function mayTendLines({ me }: Pick<RoomState, 'me'>): boolean {
	return me.role === 'operator' || me.role === 'chair';
}

/** In the lobby of the running meeting; who leads it never is. */
export function isWaiting({ me, sites }: Pick<RoomState, 'me' | 'sites'>): boolean {
	return !isDesk(me.role) && sites.some(({ siteId, inLobby }) => siteId === me.siteId && inLobby);
}

/** Shows papers to all: who leads, and unless the chair keeps it to those whoever may be heard and seen. */
export function mayPresent(given: Given): boolean {
	if (given.meeting.state !== 'open') return false;
	return mayConduct(given) || (given.meeting.papersOpen && sendingRight(given) !== null);
}

/** Where everyone may speak nobody waits for it. */
export function seesQueue(given: Pick<Given, 'me' | 'meeting'>): boolean {
	return isOfficer(given) && given.meeting.conduct === 'chaired';
}

/** Whoever must be called to be heard may ask for it. */
export function mayRaiseHand({ me, meeting, floor, sites }: Given): boolean {
	return (
		meeting.state === 'open' &&
		meeting.conduct === 'chaired' &&
		me.role === 'delegate' &&
		!isWaiting({ me, sites }) &&
		!floor.some(({ siteId }) => siteId === me.siteId)
	);
}

/** The chair speaks by office and an observer never; they may share the site of somebody who is called. */
export function mayBeCalled({ me }: Pick<RoomState, 'me'>): boolean {
	return me.role !== 'chair' && me.role !== 'observer';
}

/** The site whose turn, hand and place are one's own. An observer sits in the main site and has no part in its turns. */
export function siteOfTurns({ me }: Pick<RoomState, 'me'>): string | null {
	return me.role === 'observer' ? null : me.siteId;
}

export type Wanted = { microphone: boolean; camera: boolean; screen: boolean; 'screen-audio': boolean };

/** What should run now: what is wanted, as far as the right goes. */
export function sourcesToSend(right: string | null, wanted: Wanted): Source[] {
	if (right === null) return [];
	const all: Source[] = ['microphone', 'camera', 'screen', 'screen-audio'];
	return all.filter((source) => wanted[source]);
}
