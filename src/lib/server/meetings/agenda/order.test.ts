import { expect, test } from 'vitest';
import { moved } from './order.ts';

const list = ['a', 'b', 'c'];

test('an entry goes one place up or down', () => {
	expect(moved(list, 'c', 'up')).toEqual(['a', 'c', 'b']);
	expect(moved(list, 'a', 'down')).toEqual(['b', 'a', 'c']);
	expect(list).toEqual(['a', 'b', 'c']);
});

test('at the ends, and for what is not in the list, everything stays', () => {
	expect(moved(list, 'a', 'up')).toEqual(list);
	expect(moved(list, 'c', 'down')).toEqual(list);
	expect(moved(list, 'x', 'up')).toEqual(list);
	expect(moved(list, undefined, 'down')).toEqual(list);
});
