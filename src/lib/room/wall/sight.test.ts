import { expect, test } from 'vitest';
import { sightOf } from './sight.ts';

const still = { url: 'blob:one', at: 1_000_000 };
const after = (seconds: number) => sightOf(still, { unseen: null }, still.at + seconds * 1000);

test.each([
	[0, { kind: 'new', url: 'blob:one' }],
	[29, { kind: 'new', url: 'blob:one' }],
	[30, { kind: 'old', url: 'blob:one', age: 1 }],
	[119, { kind: 'old', url: 'blob:one', age: 1 }],
	[120, { kind: 'old', url: 'blob:one', age: 2 }],
	[299, { kind: 'old', url: 'blob:one', age: 4 }],
	[300, { kind: 'none' }]
])('a picture of %i seconds ago is %j', (seconds, sight) => expect(after(seconds)).toEqual(sight));

test('of a clock that is a little ahead it is new', () => expect(after(-2).kind).toBe('new'));

test.each(['off', 'private'] as const)(
	'a camera that is %s shows no picture, whatever came before',
	(unseen) => {
		expect(sightOf(still, { unseen }, still.at)).toEqual({ kind: unseen });
	}
);

test('of a site that is not known yet nothing is shown', () => {
	expect(sightOf(undefined, undefined, 0)).toEqual({ kind: 'none' });
});
