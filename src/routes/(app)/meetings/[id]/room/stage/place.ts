// What every part of the room’s page reads and calls.
import { createContext } from 'svelte';
import type { RollBook } from '#lib/room/conduct/roll-book.svelte.ts';
import type { Room } from '#lib/room/room.svelte.ts';
import type { Seat } from '#lib/room/seat.svelte.ts';
import type { TalkBook } from '#lib/room/talk/talk-book.svelte.ts';
import type { OwnCheck } from '../../check/check-result.ts';
import type { RoomActions } from '../room-actions.svelte.ts';

export type Place = {
	seat: Seat;
	room: Room;
	/** `check`: the newest device check of the own site. */
	own: { check: OwnCheck | undefined };
	actions: RoomActions;
	roll: RollBook;
	talk: TalkBook;
};

export const [place, setPlace] = createContext<Place>();
