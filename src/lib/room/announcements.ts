// What changed in the room, in the words a screen reader says. Pure: two states in, sentences out.
import type { Offer } from '#lib/protocol/floor.ts';
import { isDesk } from '#lib/protocol/talk.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ConnectionState } from './connection/connection-states.ts';
import { connectionWords } from './connection/connection-words.ts';
import { queuePosition, inOrder } from './conduct/queue.ts';
import { toldWords, type Told } from './conduct/told-words.ts';
import type { TurnPhase } from './conduct/turn-time.ts';
import { isWaiting, mayConduct, siteOfTurns } from './conduct/rights.ts';
import type { RoomState } from './room-state.ts';
import { saidInTalk } from './talk/talk-words.ts';

/** `urgent` interrupts what is being read: it concerns the own site. */
export type Announcement = { text: string; urgent: boolean };
export type Heard = Pick<
	RoomState,
	| 'me'
	| 'meeting'
	| 'agenda'
	| 'sites'
	| 'hands'
	| 'floor'
	| 'recording'
	| 'votes'
	| 'ballot'
	| 'announcements'
	| 'threads'
	| 'presented'
> & {
	connection: ConnectionState;
	offer: Offer | undefined;
	/** Of the own turn. */
	turnPhase: TurnPhase | null;
	/** Sites whose time is over. */
	overdue: string;
	told: Told | null;
};

/** More hands at once are counted, not named. */
const mostNames = 3;

type Teller = (before: Heard, after: Heard) => Announcement[];

export function announcements(before: Heard, after: Heard): Announcement[] {
	// Whoever comes to another place is told where, not everything that is new there.
	const moved = isWaiting(before) !== isWaiting(after) || isDesk(before.me.role) !== isDesk(after.me.role);
	const tellers = moved ? ofPlaces : ofEverything;
	return tellers.flatMap((tell) => tell(before, after));
}

const polite = (text: string): Announcement => ({ text, urgent: false });
const urgent = (text: string): Announcement => ({ text, urgent: true });

const aboutLine: Teller = ({ connection: before }, { connection: after }) => {
	// Every further attempt would interrupt; the first says it all.
	if (after.name === 'reconnecting' && before.name !== 'reconnecting')
		return [urgent(connectionWords(after))];
	return after.name === 'joined' && before.name === 'reconnecting' ? [polite(m.room_joined())] : [];
};

const aboutChair: Teller = (before, { meeting: { handed }, me }) => {
	if (me.role === 'chair' && before.me.role !== 'chair') return [urgent(m.chair_said_own())];
	if (handed === null || handed.at === before.meeting.handed?.at) return [];
	return [polite(m.chair_said({ name: handed.personName }))];
};

const aboutMeeting: Teller = ({ meeting: before }, { meeting: after }) => {
	if (before.state === after.state) return [];
	if (after.state === 'open') return [polite(m.room_said_opened())];
	return after.state === 'ended' ? [urgent(m.room_over_title())] : [];
};

const aboutLobby: Teller = (before, after) => {
	const [waited, waits] = [isWaiting(before), isWaiting(after)];
	if (waited === waits) return [];
	return [urgent(waits ? m.lobby_said_sent() : m.lobby_said_admitted())];
};

const aboutPaper: Teller = ({ presented: before }, { presented: after }) => {
	if (before?.paperId === after?.paperId) return [];
	return [polite(after ? m.papers_said_shown({ title: after.title }) : m.papers_said_over())];
};

const aboutRecording: Teller = ({ recording: before }, { recording: after }) => {
	if (before.state === after.state) return [];
	if (after.state === 'announced') return [urgent(m.room_recording_notice())];
	if (after.state === 'on' && before.state === 'off') return [urgent(m.room_recording_notice())];
	return after.state === 'failed' ? [polite(m.room_recording_failed())] : [];
};

const aboutFloor: Teller = (before, after) => {
	const own = siteOfTurns(after);
	const had = (siteId: string) => before.floor.some((held) => held.siteId === siteId);
	const given = after.floor.filter((held) => !had(held.siteId));
	if (given.some((held) => held.siteId === own)) return [urgent(m.room_said_own_floor())];
	const lost = own !== null && had(own) && !after.floor.some((held) => held.siteId === own);
	return [
		...(lost ? [urgent(m.room_said_own_floor_over())] : []),
		...given.map(({ siteId }) => polite(m.room_said_floor({ site: nameOf(after, siteId) })))
	];
};

const aboutOffer: Teller = ({ offer: before }, { offer: after, me }) =>
	after && !before ? [urgent(m.turns_said_offer({ site: me.siteName }))] : [];

/** That the own floor was taken back is said with the floor. */
const aboutTold: Teller = (before, after) => {
	const { told } = after;
	if (!told || told === before.told || told.what === 'floor-withdrawn') return [];
	const { happened } = toldWords(told, nameOf(after, told.siteId));
	return [told.what === 'hand-dismissed' ? urgent(happened) : polite(happened)];
};

const aboutTurn: Teller = (before, after) => {
	const own = before.turnPhase === after.turnPhase ? undefined : ownTurnWords(after.turnPhase);
	const known = before.overdue.split(',');
	const over = after.overdue.split(',').filter((siteId) => siteId !== '' && !known.includes(siteId));
	const others = mayConduct(after) ? over.filter((siteId) => siteId !== after.me.siteId) : [];
	return [
		...(own ? [urgent(own)] : []),
		...others.map((siteId) => polite(m.turns_said_over({ site: nameOf(after, siteId) })))
	];
};

function ownTurnWords(phase: TurnPhase | null): string | undefined {
	if (phase === 'minute') return m.turns_said_minute();
	if (phase === 'seconds') return m.turns_said_seconds();
	return phase === 'over' ? m.turns_said_own_over() : undefined;
}

const aboutHands: Teller = (before, after) => {
	const siteId = siteOfTurns(after);
	const place = queuePosition(after.hands, siteId);
	const own =
		place !== null && place !== queuePosition(before.hands, siteId)
			? [polite(m.room_waiting_place({ place }))]
			: [];
	if (!mayConduct(after)) return own;
	const up = new Set(before.hands.map((hand) => hand.siteId));
	const raised = inOrder(after.hands).filter((hand) => hand.siteId !== siteId && !up.has(hand.siteId));
	// A list of names read aloud would keep the chair from hearing the speaker.
	if (raised.length > mostNames) return [...own, polite(m.turns_said_hands({ count: raised.length }))];
	return [...own, ...raised.map((hand) => polite(m.room_said_hand({ site: nameOf(after, hand.siteId) })))];
};

const aboutAgenda: Teller = ({ meeting: before }, { meeting: after, agenda }) => {
	if (before.currentItemId === after.currentItemId) return [];
	const item = agenda.find(({ itemId }) => itemId === after.currentItemId);
	return item ? [polite(m.room_said_item({ number: item.position, title: item.title }))] : [];
};

const aboutVotes: Teller = (before, after) => {
	const stateOf = (voteId: string) => before.votes.find((vote) => vote.voteId === voteId)?.state;
	const news = after.votes.filter(({ voteId, state }) => state !== stateOf(voteId));
	const counted = after.ballot?.cast && before.ballot?.voteId === after.ballot.voteId && !before.ballot.cast;
	return [
		...(counted ? [polite(m.votes_counted())] : []),
		...news.flatMap((vote) => {
			const { state, question, result } = vote;
			if (state === 'open') {
				const text = m.votes_said_opened({ question });
				return [after.ballot?.voteId === vote.voteId ? urgent(text) : polite(text)];
			}
			if (state === 'cancelled') return [polite(m.votes_cancelled())];
			return result ? [polite(m.votes_said_result({ question, ...result.tally }))] : [];
		})
	];
};

function nameOf({ sites }: Heard, siteId: string): string {
	return sites.find((site) => site.siteId === siteId)?.name ?? '';
}

const ofPlaces: Teller[] = [aboutLine, aboutMeeting, aboutLobby, aboutChair, aboutOffer, aboutFloor];
const ofEverything: Teller[] = [
	...ofPlaces,
	aboutRecording,
	aboutTold,
	aboutTurn,
	aboutHands,
	aboutAgenda,
	aboutPaper,
	aboutVotes,
	saidInTalk
];
