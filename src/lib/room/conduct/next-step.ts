// The one thing that this person can do now: the room's large button. Pure; the server decides the same again.
import type { AgendaItem, Floor } from '#lib/protocol/snapshot.ts';
import type { RoomState } from '../room-state.ts';
import { mayConduct } from './rights.ts';

/** Why there is nothing to do but to wait. */
export type Wait = 'observing' | 'lobby' | 'opening' | 'speaking' | 'offered' | 'asking' | 'nobody';

export type NextStep =
	| { kind: 'open-meeting' }
	| { kind: 'call'; siteId: string; arranged: boolean }
	| { kind: 'end-turn'; siteId: string }
	| { kind: 'begin-item'; item: AgendaItem }
	| { kind: 'raise-hand'; turn: number | null }
	| { kind: 'lower-hand'; position: number }
	| { kind: 'open-microphone' }
	| { kind: 'read-messages'; count: number }
	| { kind: 'see-queue'; count: number }
	| { kind: 'see-roll' }
	| { kind: 'see-wall' }
	| { kind: 'wait'; why: Wait }
	| { kind: 'none' };

export type InSight = 'talk' | 'queue' | 'roll' | 'wall';

type Given = Pick<RoomState, 'me' | 'meeting' | 'floor' | 'offers'> & {
	/** Of the own site. */
	inLobby: boolean;
	holding: Floor | undefined;
	offered: boolean;
	/** Place of the own hand; null while it is down. */
	position: number | null;
	/** Place in the plan's order of speakers. */
	turn: number | null;
	microphone: boolean;
	/** Of all sites. */
	nextSpeaker: string | undefined;
	arranged: readonly { siteId: string }[];
	nextItem: AgendaItem | undefined;
	hands: number;
	unread: number;
	/** What stands before the eyes already, needs no button. */
	inSight: InSight | null;
};

export function nextStep(given: Given): NextStep {
	const { role } = given.me;
	if (role === 'observer') return { kind: 'wait', why: 'observing' };
	if (mayConduct(given)) return conducting(given);
	return role === 'delegate' ? attending(given) : serving(given);
}

function conducting(given: Given): NextStep {
	if (given.meeting.state !== 'open') return { kind: 'open-meeting' };
	const turn = given.meeting.conduct === 'chaired' ? turnStep(given) : null;
	if (turn) return turn;
	if (given.nextItem) return { kind: 'begin-item', item: given.nextItem };
	return given.meeting.conduct === 'chaired' ? { kind: 'wait', why: 'nobody' } : speakingFreely(given);
}

/** Who waits comes before who speaks has ended: with one floor it passes on. */
function turnStep({ meeting, nextSpeaker, arranged, offers, floor, ...own }: Given): NextStep | null {
	const held = floor.at(-1);
	// One's own turn has its own button.
	const ended: NextStep | null =
		held && held.siteId !== own.holding?.siteId ? { kind: 'end-turn', siteId: held.siteId } : null;
	const isFull = meeting.floorLimit > 1 && floor.length >= meeting.floorLimit;
	if (nextSpeaker !== undefined && !isFull) {
		const isArranged = arranged.some(({ siteId }) => siteId === nextSpeaker);
		return { kind: 'call', siteId: nextSpeaker, arranged: isArranged };
	}
	if (offers.length > 0) return { kind: 'wait', why: 'asking' };
	return ended;
}

/** Secretary and operator who do not act for the chair. */
function serving(given: Given): NextStep {
	const { me, meeting, hands, unread, inSight } = given;
	if (given.offered) return { kind: 'wait', why: 'offered' };
	if (unread > 0 && inSight !== 'talk') return { kind: 'read-messages', count: unread };
	if (me.role === 'operator') return inSight === 'wall' ? { kind: 'none' } : { kind: 'see-wall' };
	const asked = meeting.state === 'open' && meeting.conduct === 'chaired' && hands > 0;
	if (asked && inSight !== 'queue') return { kind: 'see-queue', count: hands };
	return inSight === 'roll' || inSight === 'queue' ? { kind: 'none' } : { kind: 'see-roll' };
}

function attending(given: Given): NextStep {
	if (given.inLobby) return { kind: 'wait', why: 'lobby' };
	if (given.meeting.state !== 'open') return { kind: 'wait', why: 'opening' };
	if (given.meeting.conduct === 'open') return speakingFreely(given);
	if (given.holding) return { kind: 'wait', why: 'speaking' };
	if (given.offered) return { kind: 'wait', why: 'offered' };
	if (given.position !== null) return { kind: 'lower-hand', position: given.position };
	return { kind: 'raise-hand', turn: given.turn };
}

function speakingFreely({ microphone }: Given): NextStep {
	return microphone ? { kind: 'none' } : { kind: 'open-microphone' };
}
