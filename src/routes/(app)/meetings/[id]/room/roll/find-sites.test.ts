import { expect, test } from 'vitest';
import type { Site } from '#lib/protocol/snapshot.ts';
import { findSites, searchable } from './find-sites.ts';

const site = (name: string, parentName: string): Site => ({
	siteId: `${name}, ${parentName}`,
	name,
	parentName,
	level: 'commune',
	kind: 'component',
	connected: false,
	since: null
});
const all = searchable([
	site('Xã An Hoà', 'Huyện Vĩnh Bảo'),
	site('Xã Vĩnh An', 'Huyện Vĩnh Bảo'),
	site('Xã An Hoà', 'Huyện An Dương'),
	site('Phường Đằng Giang', 'Quận Ngô Quyền')
]);
const found = (query: string) => findSites(all, query).map(({ siteId }) => siteId);

test('accents and both spellings of a tone are the same', () => {
	expect(found('dang giang')).toEqual(['Phường Đằng Giang, Quận Ngô Quyền']);
	expect(found('An Hòa')).toEqual(['Xã An Hoà, Huyện Vĩnh Bảo', 'Xã An Hoà, Huyện An Dương']);
});

test('a name that holds the words as typed comes first', () => {
	expect(found('vĩnh an')).toEqual(['Xã Vĩnh An, Huyện Vĩnh Bảo', 'Xã An Hoà, Huyện Vĩnh Bảo']);
});

test('the district tells two of the same name apart', () => {
	expect(found('an hoa an duong')).toEqual(['Xã An Hoà, Huyện An Dương']);
});

test('nothing typed shows everything in its order', () => {
	expect(found('  ')).toHaveLength(4);
	expect(found('')[0]).toBe('Xã An Hoà, Huyện Vĩnh Bảo');
	expect(found('không có')).toEqual([]);
});
