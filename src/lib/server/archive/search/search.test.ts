import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { searchInput } from '../schema.ts';
import { hitBegin, hitEnd } from './queries.ts';
import { stretchesOf } from './search.ts';

describe('a passage', () => {
	it('is taken apart at what was found', () => {
		expect(stretchesOf(`Báo cáo ${hitBegin}thu${hitEnd} ngân sách`)).toEqual([
			{ text: 'Báo cáo ', hit: false },
			{ text: 'thu', hit: true },
			{ text: ' ngân sách', hit: false }
		]);
	});

	it('may begin and end with what was found', () => {
		expect(stretchesOf(`${hitBegin}thu${hitEnd}`)).toEqual([{ text: 'thu', hit: true }]);
	});

	it('is nothing when nothing was found in it', () => {
		expect(stretchesOf('')).toEqual([]);
	});
});

describe('an address', () => {
	const parse = (search: string) => v.parse(searchInput, Object.fromEntries(new URLSearchParams(search)));

	it('says what is sought, and which page', () => {
		expect(parse('q=%20vinh bao%20&page=3')).toEqual({ q: 'vinh bao', page: 3 });
	});

	it('may say nothing or nonsense', () => {
		expect(parse('')).toEqual({ q: '', page: 1 });
		expect(parse('page=-1').page).toBe(1);
		expect(parse('page=1e9').page).toBe(1);
		expect(parse('page=0').page).toBe(1);
	});

	it('is cut when it is longer than anything one would search', () => {
		expect(parse(`q=${'x'.repeat(900)}`).q).toHaveLength(200);
	});
});
