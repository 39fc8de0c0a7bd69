import { expect, test } from 'vitest';
import { findCatalogueProblems } from './catalogues.ts';
import { findHardTexts, readUsage } from './usage.ts';

const plural = (one: string, other: string) => [
	{
		declarations: ['input count', 'local form = count: plural'],
		selectors: ['form'],
		match: { 'form=one': one, 'form=*': other }
	}
];

test('complete catalogues pass, with forms for numbers in some languages', () => {
	const catalogues = {
		day: {
			vi: { day_left: '{count} phút' },
			en: { day_left: plural('{count} minute', '{count} minutes') },
			ja: { day_left: '{count}分' }
		}
	};
	expect(findCatalogueProblems(catalogues, 'vi')).toEqual([]);
});

test('missing, empty, foreign and differing messages are named', () => {
	const vi = { day_a: 'A', day_b: 'B {x}', day_c: 'C' };
	const en = { day_a: ' ', day_b: 'B {y}', day_d: 'D' };
	expect(findCatalogueProblems({ day: { vi, en } }, 'vi')).toEqual([
		'day.en: day_a is empty',
		'day.en: day_b takes {y} instead of {x}',
		'day.en: day_c is missing',
		'day.en: day_d is not in the original'
	]);
});

test('a key begins with its area and stands in one area only', () => {
	const problems = findCatalogueProblems(
		{ day: { vi: { unit_a: 'A', app_name: 'A' } }, unit: { vi: { unit_a: 'A' } } },
		'vi'
	);
	expect(problems).toEqual(['day: unit_a must begin with day_', 'unit: unit_a stands in day, too']);
});

test('keys are read where messages are imported', () => {
	const code = `import { m } from '#lib/paraglide/messages.js'; m.day_a(); m.app_name(); rows.map((m) => m.title);`;
	expect([...readUsage('a.ts', code, ['day']).keys]).toEqual(['day_a', 'app_name']);
	expect(readUsage('a.ts', 'select m.day_a from m', ['day']).keys.size).toBe(0);
});

test('keys put together at run time are refused', () => {
	const code = `import { m } from '#lib/paraglide/messages.js'; m[\`day_\${a}\`]();`;
	expect(readUsage('a.ts', code, ['day']).problems).toHaveLength(1);
});

test('texts in markup, in attributes that are read and in expressions are found', () => {
	expect(findHardTexts('a.svelte', '<p>Save</p>')).toHaveLength(1);
	expect(findHardTexts('a.svelte', '<input placeholder="Name" class="w-full" type="text" />')).toHaveLength(
		1
	);
	expect(findHardTexts('a.svelte', '<Card heading="Site" flush />')).toHaveLength(1);
	expect(findHardTexts('a.svelte', `<p class={a ? 'b' : 'c'}>{open ? 'Đóng' : ''}</p>`)).toHaveLength(1);
	expect(findHardTexts('a.svelte', '{#if a}<p>{#each b as c}<b>More</b>{/each}</p>{/if}')).toHaveLength(1);
});

test('messages, punctuation, comments, scripts and what is marked as belonging to no language pass', () => {
	const source = `<script lang="ts">const a: string = 'Đóng';</script>
<!-- Why -->
<p title={m.day_a()}>{m.day_a()} – {a} / 2 <kbd translate="no">Ctrl</kbd></p>
<p style:transform="scaleX({a})">(PDF)</p>`;
	expect(findHardTexts('a.svelte', source)).toEqual([]);
});
