// Who is asking, and what that person may do for the own unit.

export const duties = ['leader', 'secretary', 'operator', 'clerk', 'administrator'] as const;
export type Duty = (typeof duties)[number];
export type Locale = 'vi' | 'en' | 'ja';

export type SignedInPerson = {
	id: string;
	unitId: string;
	fullName: string;
	position: string;
	signInName: string;
	locale: Locale;
	duties: Duty[];
};

export function hasDuty(person: Pick<SignedInPerson, 'duties'>, ...wanted: Duty[]): boolean {
	return wanted.some((duty) => person.duties.includes(duty));
}
