// Everything that the page of one meeting shows, to the one who looks.
import type { Role } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { requireVisible } from './access.ts';
import { listItems, type AgendaItem } from './agenda/queries.ts';
import { unseenChangeOf, type MeetingChange } from './changing/changing.ts';
import type { Clock } from './clock.ts';
import { isNear } from './lists/lists.ts';
import { listPapers, type Paper } from './papers/queries.ts';
import {
	mayAcknowledge,
	mayChange,
	mayNameRoster,
	mayPlan,
	mayReply,
	maySeeReplies,
	roleIn,
	type Asker
} from './permissions.ts';
import {
	countSites,
	findMainSite,
	listNames,
	listSites,
	type LevelSites,
	type MeetingRow,
	type OfficerName,
	type SiteListRow,
	type SiteRow
} from './queries.ts';
import { listRoster, type RosterRow } from './roster/queries.ts';
import { allows, mayBecome } from './states.ts';

export type MeetingView = {
	meeting: MeetingRow;
	convenedBy: string;
	chair: OfficerName | undefined;
	/** Told to those who prepare the meeting; no invited unit relies on who it is. */
	deputy: OfficerName | undefined;
	secretary: OfficerName | undefined;
	operator: OfficerName | undefined;
	observers: OfficerName[];
	items: AgendaItem[];
	papers: Paper[];
	/** Component sites by level. */
	invited: LevelSites[];
	/** Undefined for an officer from outside the convening unit. */
	ownSite: SiteRow | undefined;
	roster: RosterRow[];
	role: Role | undefined;
	/** Begins within the hour, or is open. */
	near: boolean;
	may: {
		plan: boolean;
		change: boolean;
		cancel: boolean;
		reply: boolean;
		acknowledge: boolean;
		nameRoster: boolean;
		enter: boolean;
	};
	/** What the own unit has not seen yet. */
	change: MeetingChange | undefined;
	/** All sites, for those whose business the replies are. */
	sites: SiteListRow[] | undefined;
};

export async function viewOf(sql: Sql, person: Asker, meetingId: string, clock: Clock): Promise<MeetingView> {
	const { meeting, ownSite } = await requireVisible(sql, person, meetingId);
	const prepares = maySeeReplies(person, meeting);
	const [main, names, items, papers, invited, roster, sites, change] = await Promise.all([
		findMainSite(sql, meetingId),
		listNames(sql, namedIds(meeting)),
		listItems(sql, meetingId),
		listPapers(sql, meetingId),
		countSites(sql, meetingId),
		ownSite === undefined ? [] : listRoster(sql, ownSite.id),
		prepares ? listSites(sql, meetingId) : undefined,
		unseenChangeOf(sql, person, meetingId, clock.now)
	]);
	const named = (id: string | null) => names.find((name) => name.id === id);
	const role = roleIn(person, meeting, ownSite !== undefined);
	return {
		meeting,
		convenedBy: main?.unitName ?? '',
		chair: named(meeting.chairId),
		deputy: prepares ? named(meeting.deputyId) : undefined,
		secretary: named(meeting.secretaryId),
		operator: named(meeting.operatorId),
		observers: names.filter(({ id }) => meeting.observerIds.includes(id)),
		items,
		papers,
		invited,
		ownSite,
		roster,
		role,
		near: isNear(meeting, clock.now),
		may: rightsOf(person, meeting, ownSite, role),
		change,
		sites
	};
}

function rightsOf(
	person: Asker,
	meeting: MeetingRow,
	ownSite: SiteRow | undefined,
	role: Role | undefined
): MeetingView['may'] {
	const { state } = meeting;
	return {
		plan: mayPlan(person, meeting) && allows(state, 'supplement'),
		change: mayChange(person, meeting) && allows(state, 'change'),
		cancel: mayPlan(person, meeting) && mayBecome(state, 'cancelled'),
		reply: ownSite !== undefined && mayReply(person, ownSite) && allows(state, 'reply'),
		acknowledge: ownSite !== undefined && mayAcknowledge(person, ownSite) && allows(state, 'acknowledge'),
		nameRoster:
			ownSite !== undefined && mayNameRoster(person, meeting, ownSite) && allows(state, 'name-roster'),
		enter: role !== undefined && allows(state, 'enter')
	};
}

function namedIds({ chairId, deputyId, secretaryId, operatorId, observerIds }: MeetingRow): string[] {
	return [chairId, deputyId, secretaryId, operatorId, ...observerIds].filter((id) => id !== null);
}
