import { hasDuty, type SignedInPerson } from '#lib/server/auth/auth.ts';

/** The tree itself is known to everybody who is signed in. */
export function mayManageUnits(person: Pick<SignedInPerson, 'duties'>): boolean {
	return hasDuty(person, 'administrator');
}
