import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readList } from '#lib/server/units/units.ts';
import { nameFor } from './names.ts';
import { signInNames } from './sign-in-names.ts';

const read = readList(
	readFileSync(new URL('../../../../unit-lists/hai-phong-2021-12.json', import.meta.url))
);
const rows = 'list' in read ? read.list.rows : [];
const city = rows.map((row) => ({ ...row, id: row.code, parentId: row.parent }));

describe('sign-in names of the demo', () => {
	const names = signInNames(city);

	test('are readable, and a commune carries its district', () => {
		const nameOf = (fullName: string) => {
			const unit = city.find((each) => each.fullName === fullName);
			return names.get(unit?.id ?? '');
		};
		expect(nameOf('Xã Vĩnh An')).toBe('xa-vinh-an.vinh-bao');
		expect(nameOf('Huyện Vĩnh Bảo')).toBe('huyen-vinh-bao');
		expect(nameOf('Sở Nội vụ')).toBe('so-noi-vu');
		expect(nameOf('Thành phố Hải Phòng')).toBe('thanh-pho-hai-phong');
		expect(nameOf('Sở Lao động - Thương binh và Xã hội')).toBe('so-lao-dong-thuong-binh-va-xa-hoi');
	});

	test('are different for all 253 units and can be typed on any keyboard', () => {
		expect(new Set(names.values()).size).toBe(253);
		for (const name of names.values()) expect(name).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
	});

	test('of two units that are called the same below one unit are told apart by their codes', () => {
		const twins = ['1', '2'].map((code) => ({
			id: code,
			code,
			level: 'commune',
			name: 'A',
			fullName: 'Xã A',
			parentId: null
		}));
		expect([...signInNames(twins).values()]).toEqual(['xa-a.1', 'xa-a.2']);
	});
});

describe('names of people', () => {
	test('are always the same for a seed, and varied', () => {
		const people = city.map((unit) => nameFor(unit.code));
		expect(people).toEqual(city.map((unit) => nameFor(unit.code)));
		expect(new Set(people).size).toBeGreaterThan(230);
		expect(new Set(people.map((name) => name.split(' ')[0])).size).toBeGreaterThan(12);
		for (const name of people) expect(name).toMatch(/^\p{Lu}\p{L}*( \p{Lu}\p{L}*){2,3}$/u);
	});
});
