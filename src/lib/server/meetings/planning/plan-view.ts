// Everything that the plan page shows.
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import * as units from '#lib/server/units/units.ts';
import { requireVisible } from '../access.ts';
import { listItems, type AgendaItem } from '../agenda/queries.ts';
import { today, type Clock } from '../clock.ts';
import { missingAdvices, missingNeeds, type Advice, type Need } from '../convening/missing.ts';
import { countParts, listClashes, type Clash } from '../convening/queries.ts';
import { listInvitedUnitIds } from '../invitation/queries.ts';
import { below } from '../invitation/selection.ts';
import { listObservers, type Observer } from '../observers/queries.ts';
import { listPapers, type Paper } from '../papers/queries.ts';
import { mayChange, mayPlan, type Asker } from '../permissions.ts';
import type { MeetingRow } from '../queries.ts';
import { allows } from '../states.ts';
import { findLocalStart, listCandidates, type Candidate, type LocalStart } from './queries.ts';

/** A unit that may be invited, and whether it is. */
export type InvitableUnit = {
	id: string;
	parentId: string | null;
	level: string;
	fullName: string;
	invited: boolean;
};

export type PlanView = {
	meeting: MeetingRow;
	/** Undefined while no time is set. */
	start: LocalStart | undefined;
	candidates: { chair: Candidate[]; secretary: Candidate[]; operator: Candidate[] };
	observers: Observer[];
	items: AgendaItem[];
	papers: Paper[];
	conveningUnitId: string;
	/** Below the convening unit, in the order of Vietnamese lists. */
	units: InvitableUnit[];
	levels: units.Level[];
	needs: Need[];
	advices: Advice[];
	clashes: Clash[];
	/** All of it, or (after the convening) only what may be added. */
	editable: 'all' | 'additions' | 'nothing';
	/** Time and people, of which the invited are told. */
	changeable: boolean;
};

export async function planOf(sql: Sql, person: Asker, meetingId: string, clock: Clock): Promise<PlanView> {
	const { meeting } = await requireVisible(sql, person, meetingId);
	if (!mayPlan(person, meeting)) throw new CodedError('not_allowed');
	const [start, people, observers, items, papers, facts, clashes, levels, invitable] = await Promise.all([
		findLocalStart(sql, meetingId, clock.timeZone),
		listCandidates(sql, meeting.conveningUnitId),
		listObservers(sql, meetingId, today(clock)),
		listItems(sql, meetingId),
		listPapers(sql, meetingId),
		countParts(sql, meetingId),
		listClashes(sql, meetingId),
		units.levels(sql),
		invitableUnits(sql, meeting, clock)
	]);
	return {
		meeting,
		start,
		candidates: {
			chair: withDuty(people, 'leader'),
			secretary: withDuty(people, 'secretary'),
			operator: withDuty(people, 'operator')
		},
		observers,
		items,
		papers,
		conveningUnitId: meeting.conveningUnitId,
		units: invitable,
		levels: levels.filter((level) => invitable.some((unit) => unit.level === level.id)),
		needs: missingNeeds(meeting, facts, clock.now),
		advices: missingAdvices(meeting, facts),
		clashes,
		editable: editable(meeting),
		changeable: mayChange(person, meeting) && allows(meeting.state, 'change')
	};
}

async function invitableUnits(sql: Sql, meeting: MeetingRow, clock: Clock): Promise<InvitableUnit[]> {
	const [tree, invitedIds] = await Promise.all([
		units.treeOn(sql, today(clock)),
		listInvitedUnitIds(sql, meeting.id)
	]);
	const invited = new Set(invitedIds);
	const invitable = new Set(below(tree, meeting.conveningUnitId));
	return tree
		.filter((unit) => invitable.has(unit))
		.map(({ id, parentId, level, fullName }) => ({
			id,
			parentId,
			level,
			fullName,
			invited: invited.has(id)
		}));
}

function withDuty(people: Candidate[], duty: string): Candidate[] {
	return people.filter((person) => person.duties.includes(duty));
}

function editable({ state }: MeetingRow): PlanView['editable'] {
	if (allows(state, 'plan')) return 'all';
	return allows(state, 'supplement') ? 'additions' : 'nothing';
}
