// The next step as this page stands now, and how it is said.
import type { LucideIcon } from '@lucide/svelte';
import Hand from '@lucide/svelte/icons/hand';
import Hourglass from '@lucide/svelte/icons/hourglass';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import ListChecks from '@lucide/svelte/icons/list-checks';
import MessageSquare from '@lucide/svelte/icons/message-square';
import MessageSquareX from '@lucide/svelte/icons/message-square-x';
import Mic from '@lucide/svelte/icons/mic';
import Play from '@lucide/svelte/icons/play';
import SkipForward from '@lucide/svelte/icons/skip-forward';
import UserCheck from '@lucide/svelte/icons/user-check';
import { m } from '#lib/paraglide/messages.js';
import type { CommandName } from '#lib/protocol/commands.ts';
import { nextStep, type InSight, type NextStep, type Wait } from '#lib/room/conduct/next-step.ts';
import type { Place } from '../stage/place.ts';
import { waitedWords } from '../waited-words.ts';
import type { HotKeyAction } from './hot-keys.ts';

type Here = Pick<Place, 'seat' | 'room' | 'actions' | 'talk'>;

type ShownStep = {
	icon: LucideIcon;
	words: string;
	/** The second line. */
	note?: string | undefined;
	hotKey?: HotKeyAction;
	/** While one of them is on its way the button waits. */
	commands: readonly CommandName[];
	act: () => void;
	/** What is under way goes on without it. */
	quiet?: boolean;
};

export function stepNow({ seat, room, actions, talk }: Here): NextStep {
	const { me, meeting, floor, offers, inLobby, ownTurn, position, nextSpeaker, arranged, nextItem } = room;
	return nextStep({
		...{ me, meeting, floor, offers, inLobby, holding: ownTurn, position, nextSpeaker, arranged, nextItem },
		offered: room.offer !== undefined,
		turn: room.arrangedPosition,
		microphone: seat.floor.wants.microphone,
		hands: room.queue.length,
		unread: talk.unread,
		inSight: inSightOf(actions)
	});
}

function inSightOf({ wall, tabInSight: tab }: Here['actions']): InSight | null {
	if (wall) return 'wall';
	return tab === 'talk' || tab === 'queue' || tab === 'roll' ? tab : null;
}

const waits: Record<Wait, () => string> = {
	observing: m.room_observer_hint,
	lobby: m.lobby_hand_later,
	opening: m.room_hand_later,
	speaking: m.room_hand_held,
	offered: m.turns_offer_above,
	asking: m.turns_asking,
	nobody: m.room_queue_empty
};

export function waitWords(why: Wait, { room }: Pick<Here, 'room'>): string {
	return why === 'opening' && room.meeting.conduct === 'open' ? m.room_wait_opening() : waits[why]();
}

type Conducting = Extract<NextStep, { kind: 'open-meeting' | 'call' | 'end-turn' | 'begin-item' }>;
type Looking = Extract<NextStep, { kind: 'read-messages' | 'see-queue' | 'see-roll' | 'see-wall' }>;

/** Undefined for what is no button. */
export function shownStep(step: NextStep, here: Here): ShownStep | undefined {
	const { actions } = here;
	const hand = { hotKey: 'hand', commands: ['hand:raise', 'hand:lower'], act: actions.toggleHand } as const;
	switch (step.kind) {
		case 'wait':
		case 'none':
			return undefined;
		case 'raise-hand':
			return { ...hand, icon: Hand, words: m.room_raise_hand(), note: turnNote(step.turn) };
		case 'lower-hand': {
			const words = m.room_waiting({ place: step.position });
			return { ...hand, icon: Hourglass, words, note: m.room_waiting_hint(), quiet: true };
		}
		case 'open-microphone': {
			const act = actions.toggleMicrophone;
			return { icon: Mic, words: m.room_microphone_on(), hotKey: 'microphone', commands: [], act };
		}
		case 'read-messages':
		case 'see-queue':
		case 'see-roll':
		case 'see-wall':
			return { commands: [], ...lookingStep(step, here) };
		default:
			return conductStep(step, here);
	}
}

function conductStep(step: Conducting, { room, actions }: Here): ShownStep {
	switch (step.kind) {
		case 'open-meeting':
			return {
				icon: Play,
				words: m.room_open_meeting(),
				commands: ['meeting:open'],
				act: () => void actions.openMeeting()
			};
		case 'call':
			return {
				icon: UserCheck,
				words: m.room_call_unit({ site: room.siteName(step.siteId) }),
				note: step.arranged ? m.turns_arranged() : waitedNote(step.siteId, room),
				hotKey: 'next-speaker',
				commands: ['floor:grant'],
				act: () => actions.grant(step.siteId)
			};
		case 'end-turn':
			return {
				icon: MessageSquareX,
				words: m.room_stop_speaker(),
				note: room.siteName(step.siteId),
				hotKey: 'end-floor',
				commands: ['floor:withdraw'],
				act: () => actions.withdraw(step.siteId)
			};
		case 'begin-item':
			return {
				icon: SkipForward,
				words: m.room_next_item({ number: step.item.position }),
				note: step.item.title,
				hotKey: 'next-item',
				commands: ['agenda:begin'],
				act: () => actions.beginItem(step.item.itemId)
			};
	}
}

function lookingStep(step: Looking, { room, actions }: Here): Omit<ShownStep, 'commands'> {
	switch (step.kind) {
		case 'read-messages':
			return {
				icon: MessageSquare,
				words: m.room_read_messages(),
				note: m.talk_unread({ count: step.count }),
				hotKey: 'tab-talk',
				act: actions.showTalk
			};
		case 'see-queue':
			return {
				icon: Hand,
				words: m.room_see_queue(),
				note: m.room_hands_count({ count: step.count }),
				hotKey: 'tab-queue',
				act: () => actions.showList('queue')
			};
		case 'see-roll':
			return {
				icon: ListChecks,
				words: m.room_tab_roll(),
				note: m.room_present({ count: room.presentCount, total: room.sites.length }),
				hotKey: 'tab-roll',
				act: () => actions.showList('roll')
			};
		case 'see-wall':
			return { icon: LayoutGrid, words: m.wall_title(), hotKey: 'wall', act: actions.toggleWall };
	}
}

function waitedNote(siteId: string, { queue, clock }: Here['room']): string | undefined {
	const hand = queue.find((one) => one.siteId === siteId);
	return hand && waitedWords(clock.now - hand.raisedAt);
}

function turnNote(turn: number | null): string | undefined {
	if (turn === null) return undefined;
	return turn === 1 ? m.turns_own_next() : m.turns_own_place({ place: turn });
}
