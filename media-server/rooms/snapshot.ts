// A room as its pages see it. Pure.
import type { ArrangedSpeaker } from '#lib/protocol/floor.ts';
import type {
	AgendaItem,
	Me,
	Meeting,
	PageLine,
	Recording,
	Site,
	Snapshot,
	StageEntry
} from '#lib/protocol/snapshot.ts';
import type { Presented } from '#lib/protocol/papers.ts';
import { shownAnnouncements, type Thread } from '#lib/protocol/talk.ts';
import type { MeetingState } from '#lib/protocol/values.ts';
import { timeOfItem } from '#lib/server/events/events.ts';
import type { Room as MeetingPlan, RoomAgendaItem, RoomSite } from '#lib/server/meetings/meetings.ts';
import { actingRolesOf, chairMissedSince, chairOf, mayLead } from './chair/chair.ts';
import { consentingSites } from './floor/offers.ts';
import type { Phase } from './rules.ts';
import { isConnected, type RoomState } from './log/state.ts';
import { ballotPart, countPart, votePart } from './votes/vote-parts.ts';

export function phaseOf(plan: MeetingPlan, state: RoomState): Phase {
	if (plan.meeting.state === 'cancelled' || plan.meeting.state === 'ended') return 'ended';
	if (state.endedAt !== null) return 'ended';
	return state.openedAt === null ? 'waiting' : 'open';
}

const meetingStates: Record<Phase, MeetingState> = { waiting: 'convened', open: 'open', ended: 'ended' };

export function meetingPart(plan: MeetingPlan, state: RoomState): Meeting {
	const { meetingId, title, conduct, startsAt, quorumRule } = plan.meeting;
	return {
		meetingId,
		title,
		conduct,
		state: meetingStates[phaseOf(plan, state)],
		startsAt: startsAt.getTime(),
		openedAt: state.openedAt,
		endedAt: state.endedAt,
		currentItemId: state.currentItemId,
		messagesOpen: state.messagesOpen,
		papersOpen: state.papersOpen,
		quorumRule,
		floorLimit: state.floorLimit,
		turnMinutes: state.turnMinutes,
		actingRoles: [...actingRolesOf(plan, state)],
		handed: state.handed,
		chairName: chairOf(plan, state).personName,
		chairMissedSince: chairMissedSince(plan, state),
		plannedChairId: plan.meeting.chairId,
		deputyId: plan.meeting.deputyId
	};
}

/** What the next turn of a site may take: its own on the first turn that the plan has for it, else the usual. */
export function turnMinutesOf(plan: MeetingPlan, state: RoomState, siteId: string): number | null {
	const item = plan.agenda.find(({ itemId }) => itemId === state.currentItemId);
	const speaker = item && speakersOf(item, state).find((one) => one.siteId === siteId);
	return speaker && speaker.state !== 'spoken' ? speaker.minutes : state.turnMinutes;
}

export function speakersOf({ itemId, speakers }: RoomAgendaItem, { called }: RoomState): ArrangedSpeaker[] {
	return speakers.map(({ siteId, minutes }) => ({
		siteId,
		minutes,
		state: called.get(itemId)?.get(siteId) ?? 'waiting'
	}));
}

export function agendaPart(plan: MeetingPlan, state: RoomState): AgendaItem[] {
	return plan.agenda.map((item) => ({
		itemId: item.itemId,
		position: item.position,
		title: item.title,
		presenter: item.presenter,
		plannedMinutes: item.plannedMinutes,
		...timeOfItem(state.agendaTimes, item.itemId),
		speakers: speakersOf(item, state)
	}));
}

export function siteParts(sites: readonly RoomSite[], state: RoomState): Site[] {
	const consenting = consentingSites(state);
	return sites.map((site) => sitePart(site, state, consenting));
}

function sitePart(site: RoomSite, state: RoomState, consenting: ReadonlySet<string>): Site {
	const presence = state.presence.get(site.siteId);
	return {
		siteId: site.siteId,
		name: site.name,
		parentName: site.parentName,
		level: site.level,
		kind: site.kind,
		connected: isConnected(state, site.siteId),
		parted: !isConnected(state, site.siteId) && state.parted.has(site.siteId),
		since: presence?.since ?? null,
		left: presence?.left ?? false,
		consents: consenting.has(site.siteId),
		inLobby: state.lobby.has(site.siteId)
	};
}

export function recordingPart(state: RoomState, failed: boolean): Recording {
	return failed && state.recording.state !== 'off'
		? { ...state.recording, state: 'failed' }
		: state.recording;
}

export function snapshotOf(
	plan: MeetingPlan,
	state: RoomState,
	me: Me,
	now: {
		line: PageLine;
		stage: StageEntry[];
		presented: Presented | null;
		recordingFailed: boolean;
		threads: Thread[];
	}
): Snapshot {
	const { connectionId, siteId, siteName, personId, personName, role } = me;
	return {
		me: { connectionId, siteId, siteName, personId, personName, role },
		line: now.line,
		now: Date.now(),
		meeting: meetingPart(plan, state),
		agenda: agendaPart(plan, state),
		papers: plan.papers,
		presented: now.presented,
		sites: siteParts(plan.sites, state),
		hands: [...state.hands],
		floor: [...state.floor],
		offers: [...state.offers],
		stage: now.stage,
		recording: recordingPart(state, now.recordingFailed),
		votes: state.votes.map(votePart),
		ballot: ballotPart(state, me),
		count: countPart(state, mayLead(role, actingRolesOf(plan, state))),
		announcements: state.announcements.slice(-shownAnnouncements),
		threads: now.threads
	};
}

/** Which item the others are at is part of what the meeting says. */
export function meetingFromLobby(meeting: Meeting): Meeting {
	return { ...meeting, currentItemId: null };
}

/** What the meeting is and who is there, and nothing of what it says and shows. */
export function seenFromLobby(snapshot: Snapshot): Snapshot {
	return {
		...snapshot,
		meeting: meetingFromLobby(snapshot.meeting),
		agenda: snapshot.agenda.map((item) => ({ ...item, begunAt: null, used: 0, runningSince: null })),
		hands: [],
		floor: [],
		offers: [],
		presented: null,
		stage: [],
		votes: [],
		ballot: null,
		count: null,
		announcements: []
	};
}
