import { expect, test } from 'vitest';
import { growthOf, marginal } from './marginal.ts';

const say = (value: number) => `${value} ms`;

test('what a site costs is what came with it, shared by all', () => {
	expect(marginal({ without: 20, with: 120, noise: 10 }, 50, say)).toBe(2);
});

test.for([
	['less than before', { without: 120, with: 100, noise: 10 }],
	['no more than what it varies by itself', { without: 100, with: 110, noise: 10 }]
] as const)('%s is no cost, and says so', ([, span]) => {
	expect(marginal(span, 50, say)).toEqual({
		why: expect.stringContaining('within what it varies by itself')
	});
});

test('nothing is measured without sites', () => {
	expect(marginal({ without: 0, with: 10, noise: 1 }, 0, say)).toEqual({ why: 'nothing was counted' });
	expect(marginal({ without: Number.NaN, with: 10, noise: 1 }, 5, say)).toEqual({
		why: 'nothing was counted'
	});
});

test('growth is told only between two that were measured', () => {
	expect(growthOf(2, 3)).toBe(1.5);
	expect(growthOf({ why: 'too little' }, 3)).toEqual({ why: 'of the smaller one: too little' });
	expect(growthOf(2, { why: 'too little' })).toEqual({ why: 'of the larger one: too little' });
	expect(growthOf(0, 3)).toEqual({ why: 'the smaller one cost nothing' });
});
