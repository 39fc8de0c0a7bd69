import { expect, test } from 'vitest';
import {
	mayAcknowledge,
	mayChange,
	mayCreate,
	mayNameRoster,
	mayPlan,
	mayReply,
	maySee,
	maySeeReplies,
	roleIn,
	type Asker
} from './permissions.ts';

const person = (id: string, unitId: string, ...duties: string[]): Asker => ({ id, unitId, duties });
const meeting = {
	conveningUnitId: 'city',
	chairId: 'chair',
	secretaryId: 'secretary',
	operatorId: 'operator',
	observerIds: ['guest', 'chair']
};
const draft = { ...meeting, convenedAt: null };
const convened = { ...meeting, convenedAt: new Date() };
const main = { unitId: 'city', kind: 'main' as const };
const commune = { unitId: 'commune', kind: 'component' as const };

test('only secretaries plan, and only for their own unit', () => {
	expect(mayCreate(person('a', 'city', 'secretary'))).toBe(true);
	expect(mayPlan(person('a', 'city', 'secretary'), meeting)).toBe(true);
	expect(mayPlan(person('a', 'commune', 'secretary'), meeting)).toBe(false);
	for (const duty of ['leader', 'operator', 'clerk', 'administrator']) {
		expect(mayCreate(person('a', 'city', duty)), duty).toBe(false);
		expect(mayPlan(person('a', 'city', duty), meeting), duty).toBe(false);
	}
});

test('a convened meeting is changed by those who plan it, not by its chair', () => {
	expect(mayChange(person('a', 'city', 'secretary'), meeting)).toBe(true);
	expect(mayChange(person('a', 'commune', 'secretary'), meeting)).toBe(false);
	expect(mayChange(person('chair', 'city', 'leader'), meeting)).toBe(false);
});

test('a change is acknowledged by those who answer for an invited unit', () => {
	expect(mayAcknowledge(person('a', 'commune', 'clerk'), commune)).toBe(true);
	expect(mayAcknowledge(person('a', 'commune', 'operator'), commune)).toBe(false);
	expect(mayAcknowledge(person('a', 'other', 'clerk'), commune)).toBe(false);
	expect(mayAcknowledge(person('chair', 'city', 'leader'), main)).toBe(false);
});

test('an administrator without a part in the meeting does not see it', () => {
	expect(maySee(person('a', 'department', 'administrator'), convened, false)).toBe(false);
	expect(maySeeReplies(person('a', 'department', 'administrator'), meeting)).toBe(false);
});

test('the chair sees the meeting from the convening on, not its draft', () => {
	expect(maySee(person('chair', 'city', 'leader'), draft, true)).toBe(false);
	expect(maySee(person('chair', 'city', 'leader'), convened, true)).toBe(true);
	expect(maySeeReplies(person('chair', 'city', 'leader'), meeting)).toBe(true);
});

test('a component site is answered for by clerk or leader of its unit, the main site by nobody', () => {
	for (const duty of ['clerk', 'leader']) {
		expect(mayReply(person('a', 'commune', duty), commune)).toBe(true);
		expect(mayReply(person('a', 'other', duty), commune)).toBe(false);
		expect(mayReply(person('a', 'city', duty), main)).toBe(false);
	}
	expect(mayReply(person('a', 'commune'), commune)).toBe(false);
});

test('those who plan keep the roster of the main site, not that of others', () => {
	const secretary = person('secretary', 'city', 'secretary');
	expect(mayNameRoster(secretary, meeting, main)).toBe(true);
	expect(mayNameRoster(secretary, meeting, commune)).toBe(false);
	expect(mayNameRoster(person('a', 'commune', 'clerk'), meeting, commune)).toBe(true);
	expect(mayNameRoster(person('a', 'city'), meeting, main)).toBe(false);
});

test('the named officers have their roles, others are delegates of an invited unit, or nothing', () => {
	expect(roleIn(person('chair', 'city'), meeting, true)).toBe('chair');
	expect(roleIn(person('secretary', 'city'), meeting, true)).toBe('secretary');
	expect(roleIn(person('operator', 'city'), meeting, true)).toBe('operator');
	expect(roleIn(person('a', 'commune', 'leader', 'secretary'), meeting, true)).toBe('delegate');
	expect(roleIn(person('a', 'commune', 'leader', 'secretary'), meeting, false)).toBeUndefined();
	expect(roleIn(person('a', 'city'), { ...meeting, chairId: null }, false)).toBeUndefined();
});

test('an observer is named, wherever from; who has an office keeps it', () => {
	expect(roleIn(person('guest', 'department'), meeting, false)).toBe('observer');
	expect(roleIn(person('guest', 'commune', 'clerk'), meeting, true)).toBe('observer');
	expect(roleIn(person('chair', 'city', 'leader'), meeting, true)).toBe('chair');
	expect(maySee(person('guest', 'department'), convened, false)).toBe(true);
	expect(maySee(person('guest', 'department'), draft, false)).toBe(false);
	expect(maySeeReplies(person('guest', 'department'), meeting)).toBe(false);
});
