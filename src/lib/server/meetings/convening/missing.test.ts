import { expect, test } from 'vitest';
import { missingAdvices, missingNeeds } from './missing.ts';

const now = new Date('2026-03-02T01:00:00Z');
const nothing = { siteCount: 0, itemCount: 0, paperCount: 0 };
const everything = { siteCount: 30, itemCount: 3, paperCount: 2 };
const empty = {
	title: '',
	conduct: 'chaired' as const,
	chairId: null,
	secretaryId: null,
	operatorId: null,
	startsAt: null,
	plannedMinutes: 60
};
const full = {
	title: 'Giao ban',
	conduct: 'chaired' as const,
	chairId: 'a',
	secretaryId: 'b',
	operatorId: 'c',
	startsAt: new Date('2026-03-02T02:00:00Z'),
	plannedMinutes: 60
};

test('an empty draft lacks everything', () => {
	expect(missingNeeds(empty, nothing, now)).toEqual(['title', 'chair', 'secretary', 'sites', 'time']);
	expect(missingAdvices(empty, nothing)).toEqual(['agenda', 'papers', 'operator']);
});

test('a complete draft lacks nothing', () => {
	expect(missingNeeds(full, everything, now)).toEqual([]);
	expect(missingAdvices(full, everything)).toEqual([]);
});

test('a meeting is convened without agenda, papers and operator', () => {
	expect(missingNeeds({ ...full, operatorId: null }, { ...nothing, siteCount: 1 }, now)).toEqual([]);
});

test('everyone may speak in a small meeting; in a large one it is better to be called', () => {
	const open = { ...full, conduct: 'open' as const };
	expect(missingAdvices(open, { ...everything, siteCount: 15 })).toEqual([]);
	expect(missingAdvices(open, { ...everything, siteCount: 16 })).toEqual(['chaired']);
});

test('a meeting may be convened for a time that has begun, not for one that is over', () => {
	const begun = { ...full, startsAt: new Date('2026-03-02T00:30:00Z') };
	const over = { ...full, startsAt: new Date('2026-03-02T00:00:00Z') };
	expect(missingNeeds(begun, everything, now)).toEqual([]);
	expect(missingNeeds(over, everything, now)).toEqual(['time-past']);
});
