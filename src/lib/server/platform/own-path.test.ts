import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test('paths of this site pass with their parameters', () => {
	expect(ownPath('/meetings/1?page=2#top')).toBe('/meetings/1?page=2#top');
});

test('whatever leads elsewhere becomes the first page', () => {
	for (const path of [
		null,
		'',
		'https://example.com/',
		'//example.com',
		'/\\example.com',
		'meetings',
		'/\t/example.com'
	]) {
		expect(ownPath(path)).toBe('/');
	}
});
