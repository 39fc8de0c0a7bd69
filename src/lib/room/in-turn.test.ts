import { expect, test } from 'vitest';
import { InTurn } from './in-turn.ts';

function answered() {
	const { promise, resolve, reject } = Promise.withResolvers<boolean>();
	return { promise, resolve, reject };
}

test('what is asked for while something else is on its way follows it', async () => {
	const turns = new InTurn();
	const begun: string[] = [];
	const first = answered();
	const one = turns.run('one', () => (begun.push('one'), first.promise));
	const two = turns.run('two', () => (begun.push('two'), Promise.resolve(true)));
	await Promise.resolve();
	expect(begun).toEqual(['one']);
	first.resolve(false);
	expect(await Promise.all([one, two])).toEqual([false, true]);
	expect(begun).toEqual(['one', 'two']);
});

test('the same again is dropped until it is answered', async () => {
	const turns = new InTurn();
	const first = answered();
	const one = turns.run('one', () => first.promise);
	expect(await turns.run('one', () => Promise.resolve(true))).toBe(false);
	first.resolve(true);
	expect(await one).toBe(true);
	expect(await turns.run('one', () => Promise.resolve(true))).toBe(true);
});

test('a failure is heard by who asked, and holds up nobody else', async () => {
	const turns = new InTurn();
	const one = turns.run('one', () => Promise.reject(new Error('broken')));
	const two = turns.run('two', () => Promise.resolve(true));
	await expect(one).rejects.toThrow('broken');
	expect(await two).toBe(true);
});
