// Who may be named chair, deputy, secretary and operator of a meeting.
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { listCandidates, type Candidate } from './queries.ts';

type Named = {
	chairId: string | null;
	deputyId: string | null;
	secretaryId: string | null;
	operatorId: string | null;
};
type Office = 'leader' | 'secretary' | 'operator';

/** Refused with `invalid_input` when one of them does not have the duty or belongs to another unit. */
export async function requireOfficers(sql: Sql, conveningUnitId: string, named: Named): Promise<void> {
	if (named.deputyId !== null && named.deputyId === named.chairId) {
		throw new CodedError('invalid_input', { data: { field: 'deputyId', problem: 'is_chair' } });
	}
	const candidates = await listCandidates(sql, conveningUnitId);
	requireCandidate(candidates, named.chairId, 'leader');
	requireCandidate(candidates, named.deputyId, 'leader');
	requireCandidate(candidates, named.secretaryId, 'secretary');
	requireCandidate(candidates, named.operatorId, 'operator');
}

function requireCandidate(candidates: Candidate[], id: string | null, duty: Office): void {
	if (id === null) return;
	const fits = candidates.some((person) => person.id === id && person.duties.includes(duty));
	if (!fits) throw new CodedError('invalid_input');
}

export function onlyOne(candidates: Candidate[], duty: Office): string | null {
	const fitting = candidates.filter((person) => person.duties.includes(duty));
	const [first, ...others] = fitting;
	return first !== undefined && others.length === 0 ? first.id : null;
}
