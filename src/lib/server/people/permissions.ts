// Who may see and manage people. Pure, denied by default.
import { hasDuty, type SignedInPerson } from '#lib/server/auth/auth.ts';

type Asker = Pick<SignedInPerson, 'id' | 'unitId' | 'duties'>;

export function mayManagePeople(person: Asker): boolean {
	return hasDuty(person, 'administrator');
}

/** Names and positions; those who convene and those who help on the telephone need them of every unit. */
export function maySeePeopleOf(person: Asker, unitId: string): boolean {
	return person.unitId === unitId || hasDuty(person, 'leader', 'secretary', 'operator', 'administrator');
}

/** Nobody locks out himself; so at least one administrator always remains. */
export function mayDisable(person: Asker, otherId: string): boolean {
	return mayManagePeople(person) && person.id !== otherId;
}

export function mayChange(person: Asker, other: { id: string; duties: SignedInPerson['duties'] }): boolean {
	if (!mayManagePeople(person)) return false;
	return person.id !== other.id || hasDuty(other, 'administrator');
}
