// Who chairs now, and who may act for the chair. The plan names the chair, the log says to whom it was handed. Pure.
import type { NewEvent } from '#lib/protocol/events.ts';
import type { ActingRole, Role } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import type { Actor } from '../log/decisions.ts';
import type { RoomState } from '../log/state.ts';
import { roleOf, type Named } from '../presence/admission.ts';

type Person = { personId: string; personName: string; siteId: string; role: Role };
/** What a hand-over is judged by, beside the log. */
export type Handing = {
	plan: MeetingPlan;
	/** Those whose page is here. */
	people: readonly Person[];
	/** Milliseconds that a seat waits for its page. */
	kept: number;
	now: number;
};
export type Candidate = { personId: string; personName: string; role: Role };

export function chairOf({ meeting }: MeetingPlan, { handed }: Pick<RoomState, 'handed'>) {
	return handed ?? { personId: meeting.chairId, personName: meeting.chairName };
}

/** The office that the plan gives, as far as it was not handed on: whoever handed it on sits there as a delegate. */
export function seatRole(
	plan: Named,
	{ handed }: Pick<RoomState, 'handed'>,
	who: Pick<Person, 'personId' | 'role'>
): Role {
	const office = roleOf(plan, who);
	if (handed === null) return office;
	if (who.personId === handed.personId) return 'chair';
	return office === 'chair' ? 'delegate' : office;
}

export function actingRolesOf(
	{ meeting }: { meeting: Pick<MeetingPlan['meeting'], 'actingRoles'> },
	state: RoomState
): readonly ActingRole[] {
	return state.actingRoles ?? meeting.actingRoles;
}

/** Leads the meeting: the chair, and who acts for the chair. */
export function mayLead(role: Role, acting: readonly Role[]): boolean {
	return role === 'chair' || acting.includes(role);
}

/** By what the log says now: whoever led when they asked may have handed the chair on since. */
export function requireLead(
	state: RoomState,
	plan: MeetingPlan,
	by: Pick<Person, 'personId' | 'role'>
): void {
	if (!mayLead(seatRole(plan, state, by), actingRolesOf(plan, state))) throw new CodedError('not_allowed');
}

/** Null while whoever chairs is here. Before the planned beginning nobody is missed. */
export function chairMissedSince(plan: MeetingPlan, state: RoomState): number | null {
	const { personId } = chairOf(plan, state);
	if (isHere(state, personId)) return null;
	const begins = state.openedAt ?? plan.meeting.startsAt.getTime();
	return Math.max(begins, state.gone.get(personId) ?? 0);
}

/** Those who sit in the main site, without who chairs and who only watches; each once. */
export function candidatesOf(plan: MeetingPlan, people: Iterable<Person>): Candidate[] {
	const main = plan.sites.find(({ kind }) => kind === 'main');
	const found = [...people].filter(
		({ siteId, role }) => siteId === main?.siteId && role !== 'chair' && role !== 'observer'
	);
	const each = found.map(
		({ personId, personName, role }) => [personId, { personId, personName, role }] as const
	);
	return [...new Map(each).values()];
}

/** Whoever acts as chair hands it on; who may always have it takes it. */
export function handChair(
	state: RoomState,
	{ plan, people, kept, now }: Handing,
	personId: string,
	by: Actor & { role: Role }
): NewEvent[] {
	const takes = by.personId === personId && mayTake(state, plan, personId, now - kept);
	if (!takes) requireLead(state, plan, by);
	if (chairOf(plan, state).personId === personId) return [];
	const next = candidatesOf(plan, people).find((candidate) => candidate.personId === personId);
	if (next === undefined) throw new CodedError('chair_absent');
	const data = { personId, personName: next.personName };
	return [{ type: 'chair:handed', siteId: by.siteId, personId: by.personId, data }];
}

/**
 * Whom the plan names takes the chair back at any time, the deputy once it has been missed for as long as a seat waits:
 * a restart parts all from their seats at once, and whoever chairs comes back like everybody else.
 */
function mayTake(state: RoomState, plan: MeetingPlan, personId: string, missedBy: number): boolean {
	const { chairId, deputyId } = plan.meeting;
	if (personId === chairId) return true;
	const since = chairMissedSince(plan, state);
	return personId === deputyId && since !== null && since <= missedBy;
}

function isHere({ connections }: RoomState, personId: string): boolean {
	return [...connections.values()].some((connection) => connection.personId === personId);
}

export function allowActing(
	state: RoomState,
	plan: MeetingPlan,
	roles: readonly ActingRole[],
	by: Actor
): NewEvent[] {
	const wanted = [...new Set(roles)].toSorted();
	if (wanted.join() === actingRolesOf(plan, state).toSorted().join()) return [];
	return [{ type: 'acting:allowed', siteId: by.siteId, personId: by.personId, data: { roles: wanted } }];
}
