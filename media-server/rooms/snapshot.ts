// A room as its pages see it. Pure.
import type {
	AgendaItem,
	Me,
	Meeting,
	Recording,
	Site,
	Snapshot,
	StageEntry
} from '#lib/protocol/snapshot.ts';
import { shownAnnouncements, type Thread } from '#lib/protocol/talk.ts';
import type { MeetingState } from '#lib/protocol/values.ts';
import type { Room as MeetingPlan, RoomSite } from '#lib/server/meetings/meetings.ts';
import type { Phase } from './rules.ts';
import type { RoomState } from './log/state.ts';
import { ballotPart, countPart, votePart } from './votes/vote-parts.ts';

export function phaseOf(plan: MeetingPlan, state: RoomState): Phase {
	if (plan.meeting.state === 'cancelled' || plan.meeting.state === 'ended') return 'ended';
	if (state.endedAt !== null) return 'ended';
	return state.openedAt === null ? 'waiting' : 'open';
}

const meetingStates: Record<Phase, MeetingState> = { waiting: 'convened', open: 'open', ended: 'ended' };

export function meetingPart(plan: MeetingPlan, state: RoomState): Meeting {
	const { meetingId, title, conduct, startsAt } = plan.meeting;
	return {
		meetingId,
		title,
		conduct,
		state: meetingStates[phaseOf(plan, state)],
		startsAt: startsAt.getTime(),
		openedAt: state.openedAt,
		endedAt: state.endedAt,
		currentItemId: state.currentItemId,
		messagesOpen: state.messagesOpen
	};
}

export function agendaPart(plan: MeetingPlan, state: RoomState): AgendaItem[] {
	return plan.agenda.map(({ itemId, position, title, presenter, plannedMinutes }) => ({
		itemId,
		position,
		title,
		presenter,
		plannedMinutes,
		begunAt: state.begun.get(itemId) ?? null
	}));
}

export function sitePart(site: RoomSite, state: RoomState): Site {
	const presence = state.presence.get(site.siteId);
	return {
		siteId: site.siteId,
		name: site.name,
		parentName: site.parentName,
		level: site.level,
		kind: site.kind,
		connected: presence !== undefined && presence.connections > 0,
		since: presence?.since ?? null
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
	now: { stage: StageEntry[]; recordingFailed: boolean; threads: Thread[] }
): Snapshot {
	const { connectionId, siteId, siteName, personId, personName, role } = me;
	return {
		me: { connectionId, siteId, siteName, personId, personName, role },
		now: Date.now(),
		meeting: meetingPart(plan, state),
		agenda: agendaPart(plan, state),
		sites: plan.sites.map((site) => sitePart(site, state)),
		hands: [...state.hands],
		floor: [...state.floor],
		stage: now.stage,
		recording: recordingPart(state, now.recordingFailed),
		votes: state.votes.map(votePart),
		ballot: ballotPart(state, me),
		count: countPart(state, role),
		announcements: state.announcements.slice(-shownAnnouncements),
		threads: now.threads
	};
}
