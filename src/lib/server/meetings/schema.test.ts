import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { parseForm } from '#lib/server/platform/forms.ts';
import {
	acknowledgement,
	changedTerms,
	confirmation,
	listFilter,
	roster,
	scope,
	speakerOrder,
	what,
	when
} from './schema.ts';

const unit = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
function form(...fields: [string, string][]): FormData {
	const data = new FormData();
	for (const [name, value] of fields) data.append(name, value);
	return data;
}

describe('a scope', () => {
	test.each([
		[`below:${unit}`, { kind: 'below', of: unit }],
		[`branch:${unit}`, { kind: 'branch', of: unit }],
		[`unit:${unit}`, { kind: 'unit', of: unit }],
		['level:commune', { kind: 'level', of: 'commune' }]
	])('%s is understood', (text, expected) => {
		expect(v.parse(scope, text)).toEqual(expected);
	});

	test.each([
		'',
		':',
		'level:',
		'unit:commune',
		'unit:',
		`all:${unit}`,
		unit,
		`unit:${unit}:x`,
		'x'.repeat(200)
	])('%j is refused', (text) => {
		expect(v.is(scope, text)).toBe(false);
	});
});

describe('a roster', () => {
	const line = (name: string, presence = 'room', job = '', note = ''): [string, string][] => [
		['fullName', name],
		['jobTitle', job],
		['presence', presence],
		['note', note]
	];

	test('is read line by line, empty ones left out', () => {
		const sent = form(
			...line('Trần Thị Bình', 'room', 'Chủ tịch'),
			...line('  '),
			...line('Vũ An', 'absent', '', 'Ốm')
		);
		expect(parseForm(roster, sent)).toEqual({
			ok: true,
			data: [
				{ fullName: 'Trần Thị Bình', jobTitle: 'Chủ tịch', presence: 'room', note: '' },
				{ fullName: 'Vũ An', jobTitle: '', presence: 'absent', note: 'Ốm' }
			]
		});
	});

	test('may be empty', () => {
		expect(parseForm(roster, form())).toEqual({ ok: true, data: [] });
		expect(parseForm(confirmation, form())).toEqual({
			ok: true,
			data: { roster: [], enter: false, change: 0 }
		});
		expect(parseForm(confirmation, form(['enter', 'yes']))).toMatchObject({ data: { enter: true } });
	});

	test('refuses an unknown presence, a name of two lines and more than 200 people', () => {
		for (const lines of [
			line('A', 'maybe'),
			line('A\nB'),
			Array.from({ length: 201 }, () => line('A')).flat()
		]) {
			expect(parseForm(roster, form(...lines)).ok).toBe(false);
		}
	});
});

test('a day needs a time, a time alone does not need a day', () => {
	const sent = (date: string, time: string) =>
		form(['date', date], ['time', time], ['plannedMinutes', '60'], ['place', '']);
	expect(parseForm(when, sent('2026-03-02', '08:00')).ok).toBe(true);
	expect(parseForm(when, sent('', '08:00')).ok).toBe(true);
	expect(parseForm(when, sent('2026-03-02', ''))).toMatchObject({ errors: { time: { code: 'required' } } });
	expect(parseForm(when, sent('2026-02-31', '08:00'))).toMatchObject({
		errors: { date: { code: 'not_a_date' } }
	});
	expect(parseForm(when, sent('2026-02-28', '25:00'))).toMatchObject({
		errors: { time: { code: 'not_a_time' } }
	});
});

test('a change needs all that a convened meeting has; only the operator may be left open', () => {
	const sent = (...differing: [string, string][]) => {
		const whole = form(
			['date', '2026-03-02'],
			['time', '08:00'],
			['plannedMinutes', '60'],
			['chairId', unit],
			['secretaryId', unit],
			['operatorId', '']
		);
		for (const [name, value] of differing) whole.set(name, value);
		return parseForm(changedTerms, whole);
	};
	expect(sent()).toMatchObject({ ok: true, data: { plannedMinutes: 60, operatorId: null } });
	for (const name of ['date', 'time', 'plannedMinutes', 'chairId', 'secretaryId']) {
		expect(sent([name, '']), name).toMatchObject({ ok: false, errors: { [name]: {} } });
	}
});

test('who acknowledges names the change that was shown; without one, none was', () => {
	expect(parseForm(acknowledgement, form())).toEqual({ ok: true, data: { change: 0, reply: '' } });
	expect(parseForm(acknowledgement, form(['change', '2'], ['reply', 'confirmed']))).toEqual({
		ok: true,
		data: { change: 2, reply: 'confirmed' }
	});
	for (const wrong of ['-1', 'x', '1e9', '9999999']) {
		expect(parseForm(acknowledgement, form(['change', wrong])).ok, wrong).toBe(false);
	}
	expect(parseForm(acknowledgement, form(['reply', 'declined'])).ok).toBe(false);
});

test('a list of speakers comes as the page shows it, with what a button does', () => {
	const [item, one, two] = ['a', 'b', 'c'].map((letter) => `00000000-0000-4000-8000-00000000000${letter}`);
	const lines: [string, string][] = [
		['itemId', item ?? ''],
		['unitId', one ?? ''],
		['minutes', '3'],
		['unitId', two ?? ''],
		['minutes', '120']
	];
	expect(parseForm(speakerOrder, form(...lines, ['step', `up:${two}`]))).toEqual({
		ok: true,
		data: {
			itemId: item,
			speakers: [
				{ unitId: one, minutes: 3 },
				{ unitId: two, minutes: 120 }
			],
			step: { how: 'up', unitId: two }
		}
	});
	expect(parseForm(speakerOrder, form(['itemId', item ?? '']))).toMatchObject({
		ok: true,
		data: { speakers: [] }
	});
	const wrong: [string, string][] = [
		['step', `away:${two}`],
		['step', 'up:x'],
		['unitId', item ?? ''],
		['minutes', '5']
	];
	for (const line of wrong)
		expect(parseForm(speakerOrder, form(...lines, line)).ok, String(line)).toBe(false);
	const twice: [string, string][] = [...lines, ['unitId', one ?? ''], ['minutes', '5']];
	expect(parseForm(speakerOrder, form(...twice)).ok).toBe(false);
	for (const minutes of ['0', '121', 'x', '']) {
		expect(parseForm(speakerOrder, form(...lines.slice(0, 2), ['minutes', minutes])).ok, minutes).toBe(false);
	}
});

test('the list is asked for by address; what it does not know is refused', () => {
	expect(v.parse(listFilter, {})).toEqual({ which: 'coming', words: '', kind: '', page: 1 });
	expect(v.is(listFilter, { which: 'all' })).toBe(false);
	expect(v.is(listFilter, { page: '0' })).toBe(false);
	expect(v.is(listFilter, { kind: 'party' })).toBe(false);
});

test('characters that no keyboard has are refused, line breaks in a note are not', () => {
	const sent = (note: string, title = 'Họp') =>
		form(['title', title], ['kind', 'work'], ['conduct', 'open'], ['note', note], ...noPeople);
	const noPeople: [string, string][] = ['chairId', 'secretaryId', 'operatorId'].map((name) => [name, '']);
	expect(parseForm(what, sent('Một\r\nHai'))).toMatchObject({
		ok: true,
		data: { note: 'Một\nHai', chairId: null }
	});
	expect(parseForm(what, sent('a\u0007b')).ok).toBe(false);
	expect(parseForm(what, sent('', 'a\u0007b')).ok).toBe(false);
});
