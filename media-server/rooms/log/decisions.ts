// What a command writes into the log, given what the log says now. Pure: refused with a coded error, empty when
// what was asked for is already so.
import type { EventData, NewEvent } from '#lib/protocol/events.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { endOffer, requireHere, requirePlace, withdrawOffers } from '../floor/offers.ts';
import type { Decide } from './journal.ts';
import type { PartedSeat } from './devices.ts';
import { has, hasSeat, type RoomState } from './state.ts';
import { requireNoVote } from '../votes/vote-decisions.ts';

/** After the end nothing is decided any more, whatever was asked for in the same moment. */
export function beforeEnd(decide: Decide): Decide {
	return (state) => {
		if (state.endedAt !== null) throw new CodedError('meeting_ended');
		return decide(state);
	};
}

/** Who acts, as the log names them. */
export type Actor = { siteId: string; personId: string };
type LeaveReason = EventData<'site:disconnected'>['reason'];
type FloorReason = EventData<'floor:ended'>['reason'];
type HandReason = EventData<'hand:lowered'>['by'];

export function raiseHand(state: RoomState, { siteId, personId }: Actor): NewEvent[] {
	// What was asked for before may come to its turn after the site was moved.
	if (state.lobby.has(siteId)) throw new CodedError('in_lobby');
	if (has(state.hands, siteId)) throw new CodedError('already_raised');
	if (has(state.floor, siteId)) throw new CodedError('already_called');
	return [{ type: 'hand:raised', siteId, personId, data: {} }];
}

export function lowerHand(state: RoomState, siteId: string, personId: string, by: HandReason): NewEvent[] {
	return has(state.hands, siteId) ? [{ type: 'hand:lowered', siteId, personId, data: { by } }] : [];
}

/** `minutes`: what the turn may take; null without a limit. */
export function grantFloor(
	state: RoomState,
	siteId: string,
	personId: string,
	minutes: number | null
): NewEvent[] {
	if (has(state.floor, siteId)) return [];
	requireHere(state, siteId);
	return [
		...giveWay(state, siteId, personId),
		...endOffer(state, siteId, personId, 'accepted'),
		...lowerHand(state, siteId, personId, 'floor'),
		{ type: 'floor:granted', siteId, personId, data: minutes === null ? {} : { minutes } }
	];
}

/** Where one speaks at a time, who has the floor gives way; where several do, a place must be free. */
function giveWay(state: RoomState, siteId: string, personId: string): NewEvent[] {
	if (state.floorLimit > 1) {
		requirePlace(state, siteId);
		return [];
	}
	return [
		...state.floor.map((floor) => floorEnded(floor.siteId, personId, 'withdrawn')),
		...withdrawOffers(state, siteId, personId)
	];
}

/** The floor, or the question whether the site will speak. */
export function withdrawFloor(state: RoomState, siteId: string, personId: string): NewEvent[] {
	if (has(state.floor, siteId)) return [floorEnded(siteId, personId, 'withdrawn')];
	return endOffer(state, siteId, personId, 'withdrawn');
}

export function limitFloor(state: RoomState, limit: number, personId: string): NewEvent[] {
	if (state.floorLimit === limit) return [];
	// Whoever is asked and would find no place any more is not left to find out by saying yes.
	const places = limit === 1 ? 1 : Math.max(0, limit - state.floor.length);
	const withdrawn = state.offers
		.slice(places)
		.flatMap(({ siteId }) => endOffer(state, siteId, personId, 'withdrawn'));
	return [{ type: 'floor:limited', personId, data: { limit } }, ...withdrawn];
}

export function timeFloor(state: RoomState, minutes: number | null, personId: string): NewEvent[] {
	return state.turnMinutes === minutes ? [] : [{ type: 'floor:timed', personId, data: { minutes } }];
}

export function returnFloor(state: RoomState, { siteId, personId }: Actor): NewEvent[] {
	if (!has(state.floor, siteId)) throw new CodedError('turn_over');
	return [floorEnded(siteId, personId, 'returned')];
}

/** The last device of a site is gone for good: nobody waits for it, and it cannot speak. */
export function giveUpSite(state: RoomState, siteId: string): NewEvent[] {
	if (hasSeat(state, siteId)) return [];
	const hand: NewEvent = { type: 'hand:lowered', siteId, data: { by: 'site' } };
	const paper: NewEvent = { type: 'paper:hidden', siteId, data: {} };
	return [
		...(has(state.hands, siteId) ? [hand] : []),
		...(state.shownPaper?.siteId === siteId ? [paper] : []),
		...endOffer(state, siteId, null, 'lost'),
		...(has(state.floor, siteId) ? [floorEnded(siteId, null, 'lost')] : [])
	];
}

/** Seats that a restart parted from their pages, and whose pages did not come back. */
export function giveUpParted(state: RoomState): NewEvent[] {
	const seats = [...state.parted.keys()].flatMap((siteId) => partedSeats(state, siteId));
	return seats.map((seat) => partedEnded(seat, 'lost'));
}

type Parted = PartedSeat & { siteId: string };

function partedSeats({ parted }: RoomState, siteId: string): Parted[] {
	return (parted.get(siteId) ?? []).map((seat) => ({ siteId, ...seat }));
}

function partedEnded({ siteId, personId, connectionId }: Parted, reason: LeaveReason): NewEvent {
	return { type: 'site:disconnected', siteId, personId, data: { connectionId, reason } };
}

/** Out of the room, with all that it waited for or held. */
export function removeSite(state: RoomState, siteId: string, personId: string): NewEvent[] {
	if (state.removed.has(siteId)) return [];
	return [
		...lowerHand(state, siteId, personId, 'chair'),
		...withdrawFloor(state, siteId, personId),
		...partedSeats(state, siteId).map((seat) => partedEnded(seat, 'removed')),
		{ type: 'site:removed', siteId, personId, data: {} }
	];
}

export function admitSite(state: RoomState, siteId: string, personId: string): NewEvent[] {
	return state.removed.has(siteId) ? [{ type: 'site:admitted', siteId, personId, data: {} }] : [];
}

/** Sound only, or pictures again. */
export function limitSite(
	state: RoomState,
	siteId: string,
	audioOnly: boolean,
	personId: string
): NewEvent[] {
	if (state.limited.has(siteId) === audioOnly) return [];
	return [{ type: 'site:limited', siteId, personId, data: { audioOnly } }];
}

/** Without floor, hand or question; its devices stay. Before the opening everybody waits. */
export function sendToLobby(state: RoomState, siteId: string, personId: string): NewEvent[] {
	if (state.lobby.has(siteId) || state.removed.has(siteId)) return [];
	return [
		...lowerHand(state, siteId, personId, 'chair'),
		...withdrawFloor(state, siteId, personId),
		{ type: 'lobby:entered', siteId, personId, data: {} }
	];
}

/** One, or all who wait there. */
export function admitFromLobby(state: RoomState, siteId: string | null, personId: string): NewEvent[] {
	const waiting = [...state.lobby].filter((id) => siteId === null || id === siteId);
	return waiting.map((id) => ({ type: 'lobby:left', siteId: id, personId, data: {} }));
}

export function beginItem(
	state: RoomState,
	agenda: readonly { itemId: string; title: string }[],
	itemId: string,
	personId: string
): NewEvent[] {
	const item = agenda.find((one) => one.itemId === itemId);
	if (item === undefined) throw new CodedError('not_found');
	if (state.currentItemId === itemId) return [];
	return [{ type: 'agenda:begun', personId, data: { itemId, title: item.title } }];
}

/** The recording begins with the meeting, and everyone is told before anything is captured. */
export function openMeeting({ siteId, personId }: Actor): NewEvent[] {
	return [
		{ type: 'meeting:opened', siteId, personId, data: {} },
		{ type: 'recording:announced', data: {} }
	];
}

export function startRecording(state: RoomState): NewEvent[] {
	return state.recording.state === 'announced' ? [{ type: 'recording:started', data: {} }] : [];
}

export function endMeeting(state: RoomState, { siteId, personId }: Actor): NewEvent[] {
	requireNoVote(state);
	const recording: NewEvent[] =
		state.recording.state === 'off' ? [] : [{ type: 'recording:stopped', data: {} }];
	return [
		...state.floor.map((floor) => floorEnded(floor.siteId, personId, 'ended')),
		...recording,
		{ type: 'meeting:ended', siteId, personId, data: {} }
	];
}

/** A media server that starts again finds what the one before it could not finish. */
export function closeLooseEnds(state: RoomState): NewEvent[] {
	const reason = 'server-restarted';
	return [
		...[...state.stage.values()].map(({ siteId, personId, connectionId, producerId, source }): NewEvent => ({
			type: 'stage:left',
			siteId,
			personId,
			data: { connectionId, producerId, source }
		})),
		...[...state.parts].map((partId): NewEvent => ({ type: 'part:ended', data: { partId, reason } })),
		...[...state.connections].map(([connectionId, { siteId, personId }]): NewEvent => ({
			type: 'site:disconnected',
			siteId,
			personId,
			data: { connectionId, reason }
		}))
	];
}

function floorEnded(siteId: string, personId: string | null, reason: FloorReason): NewEvent {
	return { type: 'floor:ended', siteId, personId, data: { reason } };
}
