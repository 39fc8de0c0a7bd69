// Who may see which record, and who may set a failed one going again. Pure, denied by default.

export interface Asker {
	id: string;
	unitId: string;
	duties: readonly string[];
}

export interface Held {
	conveningUnitId: string;
	chairId: string | null;
	secretaryId: string | null;
	operatorId: string | null;
}

/** `invited`: the person's unit had a site, or the person was an observer. The query of the search says the same in SQL. */
export function maySeeRecord(person: Asker, meeting: Held, invited: boolean): boolean {
	if (seesAll(person) || invited) return true;
	const officers = [meeting.chairId, meeting.secretaryId, meeting.operatorId];
	return person.unitId === meeting.conveningUnitId || officers.includes(person.id);
}

export function seesAll(person: Asker): boolean {
	return person.duties.includes('administrator');
}

export function mayRetry(person: Asker, meeting: Held): boolean {
	return person.id === meeting.secretaryId || person.duties.includes('administrator');
}
