import { describe, expect, test } from 'vitest';
import { duties, type Duty } from '#lib/server/auth/auth.ts';
import { mayChange, mayDisable, mayManagePeople, maySeePeopleOf } from './permissions.ts';

const who = (...own: Duty[]) => ({ id: 'me', unitId: 'mine', duties: own });
const others = duties.filter((duty) => duty !== 'administrator');

describe('managing people', () => {
	test('is for administrators only', () => {
		expect(mayManagePeople(who('administrator'))).toBe(true);
		expect(mayManagePeople(who(...others))).toBe(false);
		expect(mayManagePeople(who())).toBe(false);
		expect(mayDisable(who(...others), 'other')).toBe(false);
		expect(mayChange(who(...others), { id: 'me', duties: ['administrator'] })).toBe(false);
	});

	test('no administrator locks out himself', () => {
		expect(mayDisable(who('administrator'), 'other')).toBe(true);
		expect(mayDisable(who('administrator'), 'me')).toBe(false);
		expect(mayChange(who('administrator'), { id: 'me', duties: ['leader'] })).toBe(false);
		expect(mayChange(who('administrator'), { id: 'me', duties: ['leader', 'administrator'] })).toBe(true);
		expect(mayChange(who('administrator'), { id: 'other', duties: [] })).toBe(true);
	});
});

test('a clerk sees the people of the own unit; those who convene and help see everybody', () => {
	expect(maySeePeopleOf(who('clerk'), 'mine')).toBe(true);
	expect(maySeePeopleOf(who('clerk'), 'theirs')).toBe(false);
	expect(maySeePeopleOf(who(), 'theirs')).toBe(false);
	for (const duty of others.filter((each) => each !== 'clerk')) {
		expect(maySeePeopleOf(who(duty), 'theirs')).toBe(true);
	}
});
