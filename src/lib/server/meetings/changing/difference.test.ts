import { expect, test } from 'vitest';
import { differencesOf, rearrangementsOf } from './difference.ts';

const terms = {
	startsAt: new Date('2026-03-05T01:00:00Z'),
	plannedMinutes: 90,
	chairId: 'chair',
	secretaryId: 'secretary',
	operatorId: null
};

test('equal terms differ in nothing, also when their dates are other objects', () => {
	expect(differencesOf(terms, { ...terms, startsAt: new Date(terms.startsAt) })).toEqual([]);
});

test('each term that differs is named', () => {
	expect(differencesOf(terms, { ...terms, startsAt: new Date('2026-03-05T02:00:00Z') })).toEqual(['start']);
	expect(differencesOf(terms, { ...terms, plannedMinutes: 60 })).toEqual(['length']);
	expect(differencesOf(terms, { ...terms, chairId: 'other' })).toEqual(['chair']);
	expect(differencesOf(terms, { ...terms, secretaryId: 'other' })).toEqual(['secretary']);
	expect(differencesOf(terms, { ...terms, operatorId: 'other' })).toEqual(['operator']);
	expect(differencesOf(terms, { ...terms, plannedMinutes: 60, chairId: 'other' })).toEqual([
		'length',
		'chair'
	]);
});

test('who is next to the chair is compared by itself, the order of the roles means nothing', () => {
	const before = { deputyId: 'son', actingRoles: ['secretary', 'operator'] };
	expect(rearrangementsOf(before, { ...before, actingRoles: ['operator', 'secretary'] })).toEqual([]);
	expect(rearrangementsOf(before, { ...before, deputyId: null })).toEqual(['deputy']);
	expect(rearrangementsOf(before, { deputyId: 'an', actingRoles: [] })).toEqual(['deputy', 'acting']);
});
