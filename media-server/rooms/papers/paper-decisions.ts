// What showing papers writes into the log. Pure: refused with a coded error, empty when it is already so.
import type { NewEvent } from '#lib/protocol/events.ts';
import type { Paper } from '#lib/protocol/papers.ts';
import type { ActingRole, Conduct } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { RoomState } from '../log/state.ts';
import { actingRolesOf, mayLead, seatRole } from '../chair/chair.ts';
import type { Actor } from '../log/decisions.ts';
import type { Named } from '../presence/admission.ts';
import { mayProduce, type Speaker } from '../rules.ts';

export type Presenter = Speaker & { personId: string };
/** What of the meeting's plan matters here. */
export type Plan = Named & {
	meeting: { conduct: Conduct; actingRoles: ActingRole[] };
	papers: readonly Paper[];
};

export function showPaper(
	state: RoomState,
	plan: Plan,
	{ paperId, page }: { paperId: string; page: number },
	by: Presenter
): NewEvent[] {
	const { siteId, personId } = by;
	requireRight(state, plan, by);
	const paper = plan.papers.find((one) => one.paperId === paperId);
	if (paper === undefined) throw new CodedError('not_found');
	const shown = state.shownPaper;
	const leads = isLeading(state, plan, by);
	if (shown && shown.personId !== personId && !leads) throw new CodedError('paper_shown');
	const same = shown?.paperId === paperId && shown.page === page && shown.personId === personId;
	if (same) return [];
	const byFloor = isByFloor(state, plan, by);
	return [{ type: 'paper:shown', siteId, personId, data: { paperId, title: paper.title, page, byFloor } }];
}

/** The same paper, by the same person and right: only the page may be another. */
export function presentsAlready(state: RoomState, plan: Plan, paperId: string, by: Presenter): boolean {
	const shown = state.shownPaper;
	if (shown?.paperId !== paperId || shown.personId !== by.personId) return false;
	return shown.byFloor === isByFloor(state, plan, by);
}

/** Only who presents turns the page; who leads shows the paper anew and presents it. */
export function requirePresenter(state: RoomState, plan: Plan, by: Presenter): string {
	if (state.shownPaper === null) throw new CodedError('wrong_state');
	if (state.shownPaper.personId !== by.personId) throw new CodedError('not_allowed');
	requireRight(state, plan, by);
	return state.shownPaper.paperId;
}

export function hidePaper(state: RoomState, plan: Plan, by: Presenter): NewEvent[] {
	const { siteId, personId } = by;
	if (state.shownPaper === null) return [];
	if (state.shownPaper.personId !== personId && !isLeading(state, plan, by))
		throw new CodedError('not_allowed');
	return [{ type: 'paper:hidden', siteId, personId, data: {} }];
}

export function switchPapers(state: RoomState, open: boolean, { siteId, personId }: Presenter): NewEvent[] {
	return state.papersOpen === open ? [] : [{ type: 'papers:switched', siteId, personId, data: { open } }];
}

/** In the state as it will be: what is shown by somebody who has no right to it any more. */
export function hideUnrightful(state: RoomState, plan: Plan, { siteId, personId }: Actor): NewEvent[] {
	const shown = state.shownPaper;
	if (shown === null) return [];
	const role = seatRole(plan, state, { personId: shown.personId, role: 'delegate' });
	const stays = hasRight(state, plan, { ...shown, role });
	return stays ? [] : [{ type: 'paper:hidden', siteId, personId, data: {} }];
}

function isByFloor(state: RoomState, plan: Plan, by: Presenter): boolean {
	return plan.meeting.conduct === 'chaired' && !isLeading(state, plan, by);
}

function isLeading(state: RoomState, plan: Plan, { role }: Presenter): boolean {
	return mayLead(role, actingRolesOf(plan, state));
}

/** Who leads, and unless the chair keeps it to those whoever may be seen and heard. */
function hasRight(state: RoomState, plan: Plan, by: Presenter): boolean {
	return isLeading(state, plan, by) || (state.papersOpen && mayProduce(state, plan.meeting.conduct, by));
}

function requireRight(state: RoomState, plan: Plan, by: Presenter): void {
	if (hasRight(state, plan, by)) return;
	const missesFloor = state.papersOpen && plan.meeting.conduct === 'chaired';
	throw new CodedError(missesFloor ? 'floor_required' : 'not_allowed');
}
