// What showing papers writes into the log. Pure: refused with a coded error, empty when it is already so.
import type { NewEvent } from '#lib/protocol/events.ts';
import type { Paper } from '#lib/protocol/papers.ts';
import type { ActingRole, Conduct } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { RoomState } from '../log/state.ts';
import { actingRolesOf, mayLead } from '../chair/chair.ts';
import { mayProduce, type Speaker } from '../rules.ts';

export type Presenter = Speaker & { personId: string };
/** What of the meeting's plan matters here. */
export type Plan = { meeting: { conduct: Conduct; actingRoles: ActingRole[] }; papers: readonly Paper[] };

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
	if (shown && shown.personId !== personId && !leads) throw new CodedError('conflict');
	const same = shown?.paperId === paperId && shown.page === page && shown.personId === personId;
	if (same) return [];
	const byFloor = plan.meeting.conduct === 'chaired' && !leads;
	return [{ type: 'paper:shown', siteId, personId, data: { paperId, title: paper.title, page, byFloor } }];
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

function isLeading(state: RoomState, plan: Plan, { role }: Presenter): boolean {
	return mayLead(role, actingRolesOf(plan, state));
}

/** Who leads, and unless the chair keeps it to those whoever may be seen and heard. */
function requireRight(state: RoomState, plan: Plan, by: Presenter): void {
	const { conduct } = plan.meeting;
	if (isLeading(state, plan, by) || (state.papersOpen && mayProduce(state, conduct, by))) return;
	throw new CodedError(state.papersOpen && conduct === 'chaired' ? 'floor_required' : 'not_allowed');
}
