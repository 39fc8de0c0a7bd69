import { describe, expect, it } from 'vitest';
import { mayRetry, maySeeRecord, type Asker } from './permissions.ts';

const meeting = { conveningUnitId: 'city', chairId: 'chair', secretaryId: 'secretary', operatorId: null };
const person = (parts: Partial<Asker>): Asker => ({
	id: 'someone',
	unitId: 'elsewhere',
	duties: [],
	...parts
});

describe('a record is seen by', () => {
	it('people of a unit that had a site', () => {
		expect(maySeeRecord(person({ duties: ['clerk'] }), meeting, true)).toBe(true);
	});

	it('people of the unit that convened', () => {
		expect(maySeeRecord(person({ unitId: 'city' }), meeting, false)).toBe(true);
	});

	it('its officers, wherever they belong', () => {
		expect(maySeeRecord(person({ id: 'chair' }), meeting, false)).toBe(true);
	});

	it('administrators', () => {
		expect(maySeeRecord(person({ duties: ['administrator'] }), meeting, false)).toBe(true);
	});

	it('nobody else, whatever their duty', () => {
		const duties = ['leader', 'secretary', 'operator', 'clerk'];
		expect(maySeeRecord(person({ duties }), meeting, false)).toBe(false);
	});
});

describe('a failed composition is tried again by', () => {
	it('the meeting’s secretary and administrators', () => {
		expect(mayRetry(person({ id: 'secretary' }), meeting)).toBe(true);
		expect(mayRetry(person({ duties: ['administrator'] }), meeting)).toBe(true);
	});

	it('nobody else', () => {
		expect(mayRetry(person({ id: 'chair', unitId: 'city', duties: ['secretary'] }), meeting)).toBe(false);
	});
});
