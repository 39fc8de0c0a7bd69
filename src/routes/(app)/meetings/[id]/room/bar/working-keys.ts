// The keys that do something for this person at this moment, in the order in which they are listed. Pure.
import { seesQueue } from '#lib/room/conduct/rights.ts';
import type { Room } from '#lib/room/room.svelte.ts';
import type { HotKeyAction } from './hot-keys.ts';

type Given = Pick<
	Room,
	| 'me'
	| 'meeting'
	| 'offer'
	| 'ownTurn'
	| 'floor'
	| 'nextSpeaker'
	| 'nextItem'
	| 'mayRaiseHand'
	| 'mayConduct'
	| 'isOfficer'
>;

export function workingKeys(given: Given, mayShare: boolean): HotKeyAction[] {
	const { me, floor, isOfficer } = given;
	const speaks = me.role !== 'observer';
	const conducts = given.mayConduct && given.meeting.state === 'open';
	const works: Record<HotKeyAction, boolean> = {
		microphone: speaks,
		camera: speaks,
		screen: mayShare,
		papers: true,
		hand: given.mayRaiseHand || given.offer !== undefined,
		'next-speaker': conducts && given.nextSpeaker !== undefined,
		'end-floor': given.ownTurn !== undefined || (conducts && floor.length > 0),
		'next-item': conducts && given.nextItem !== undefined,
		vote: conducts,
		panel: true,
		'tab-agenda': true,
		'tab-roll': true,
		'tab-queue': seesQueue(given),
		'tab-talk': true,
		wall: isOfficer,
		help: true
	};
	return listed.filter((action) => works[action]);
}

const listed: readonly HotKeyAction[] = [
	'microphone',
	'camera',
	'screen',
	'papers',
	'hand',
	'next-speaker',
	'end-floor',
	'next-item',
	'vote',
	'panel',
	'tab-agenda',
	'tab-roll',
	'tab-queue',
	'tab-talk',
	'wall',
	'help'
];
