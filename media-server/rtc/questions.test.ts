import { expect, test } from 'vitest';
import { Questions } from './questions.ts';

test('so many are asked at a time, the others in their order, whatever is answered', async () => {
	const questions = new Questions();
	const asked: number[] = [];
	const answers = Array.from({ length: 20 }, () => Promise.withResolvers<number>());
	const all = answers.map(({ promise }, index) =>
		questions.ask(() => {
			asked.push(index);
			return promise;
		})
	);
	await Promise.resolve();
	expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
	answers[5]?.resolve(5);
	answers[0]?.reject(new Error('gone'));
	expect(await all[5]).toBe(5);
	await expect(all[0]).rejects.toThrow('gone');
	expect(asked.slice(8)).toEqual([8, 9]);
	for (const [index, answer] of answers.entries()) answer.resolve(index);
	await Promise.allSettled(all);
	expect(asked).toEqual(answers.map((_, index) => index));
	expect(await questions.ask(async () => 'again')).toBe('again');
});
