// Who may do what with a meeting. Pure, denied by default; states.ts says when.
import type { Role } from '#lib/protocol/values.ts';

/** Of the person who asks only what decides a right. */
export type Asker = { id: string; unitId: string; duties: readonly string[] };

/** Of the meeting only what decides a right. */
export type Officers = {
	conveningUnitId: string;
	chairId: string | null;
	secretaryId: string | null;
	operatorId: string | null;
	/** May look and hear. */
	observerIds: readonly string[];
};

export function mayCreate(person: Asker): boolean {
	return person.duties.includes('secretary');
}

/** A secretary plans and convenes for the own unit. */
export function mayPlan(person: Asker, meeting: Pick<Officers, 'conveningUnitId'>): boolean {
	return mayCreate(person) && person.unitId === meeting.conveningUnitId;
}

/** Time and people of a convened meeting are changed by those who planned it. */
export function mayChange(person: Asker, meeting: Officers): boolean {
	return mayPlan(person, meeting);
}

/** A draft is seen by those who plan it; from the convening on, by those it names and by every invited unit. */
export function maySee(
	person: Asker,
	meeting: Officers & { convenedAt: Date | null },
	invited: boolean
): boolean {
	if (mayPlan(person, meeting)) return true;
	return meeting.convenedAt !== null && roleIn(person, meeting, invited) !== undefined;
}

/** Who has answered and who has not is the business of the officers and of those who plan. */
export function maySeeReplies(person: Asker, meeting: Omit<Officers, 'observerIds'>): boolean {
	return mayPlan(person, meeting) || officerRole(person, meeting) !== undefined;
}

/** Whoever answers for a unit says that it has seen a change, too. */
export function mayAcknowledge(person: Asker, site: { unitId: string; kind: 'main' | 'component' }): boolean {
	return mayReply(person, site);
}

export function mayReply(person: Asker, site: { unitId: string; kind: 'main' | 'component' }): boolean {
	return site.kind === 'component' && answersFor(person, site.unitId);
}

/** The main site's list of people is kept by those who plan. */
export function mayNameRoster(
	person: Asker,
	meeting: Officers,
	site: { unitId: string; kind: 'main' | 'component' }
): boolean {
	return answersFor(person, site.unitId) || (site.kind === 'main' && mayPlan(person, meeting));
}

/** The seat's role; undefined for somebody who is not named and whose unit has no site. */
export function roleIn(person: Asker, meeting: Officers, invited: boolean): Role | undefined {
	return namedRole(person, meeting) ?? (invited ? 'delegate' : undefined);
}

/** The role of somebody whom the meeting names: an office, or to observe. Who has both holds the office. */
export function namedRole(
	person: { id: string },
	meeting: Omit<Officers, 'conveningUnitId'>
): Role | undefined {
	return officerRole(person, meeting) ?? (meeting.observerIds.includes(person.id) ? 'observer' : undefined);
}

export function officerRole(
	person: { id: string },
	meeting: Omit<Officers, 'conveningUnitId' | 'observerIds'>
): Role | undefined {
	if (person.id === meeting.chairId) return 'chair';
	if (person.id === meeting.secretaryId) return 'secretary';
	if (person.id === meeting.operatorId) return 'operator';
	return undefined;
}

function answersFor(person: Asker, unitId: string): boolean {
	return person.unitId === unitId && person.duties.some((duty) => duty === 'clerk' || duty === 'leader');
}
