import { expect, test } from 'vitest';
import * as v from 'valibot';
import { failedResult, figureOf, report, resultOf, skippedResult, type Conditions } from './result.ts';

const calm: Conditions = {
	sites: 16,
	seconds: 10,
	cores: [0.8, 0.5],
	generatorCore: 0,
	steal: 0,
	load: 1.2
};

test('a figure passes what it was asked for, and nothing when it was not measured', () => {
	expect(figureOf('p95', 400, 'ms', { most: 500 }).pass).toBe(true);
	expect(figureOf('p95', 501, 'ms', { most: 500 }).pass).toBe(false);
	expect(figureOf('delivered', 99.4, '%', { least: 99.5 }).pass).toBe(false);
	expect(figureOf('p95', Number.NaN, 'ms', { most: 500 }).pass).toBe(false);
	expect(figureOf('memory', 42, 'MB').pass).toBeNull();
});

test('a benchmark passes when all its targets hold', () => {
	const good = figureOf('p95', 400, 'ms', { most: 500 });
	const bad = figureOf('p99', 1200, 'ms', { most: 1000 });
	const told = figureOf('memory', 42, 'MB');
	expect(resultOf('floor', { figures: [good, told] }, calm).pass).toBe(true);
	expect(resultOf('floor', { figures: [good, bad] }, calm).pass).toBe(false);
});

test.for([
	['a source that was too slow', { sourceShare: 0.97 }, {}],
	['a busy generator', {}, { cores: [0.96, 0.5] }],
	['stolen time', {}, { steal: 0.02 }],
	['lost packets', { delivered: 99.4 }, {}]
] as const)('a run with %s does not count, and says so', ([, measured, disturbed]) => {
	const figures = [figureOf('cpu', 1, 'µs', { most: 2 })];
	const result = resultOf(
		'meeting',
		{ figures, ...measured },
		{ ...calm, ...disturbed, cores: [...(('cores' in disturbed && disturbed.cores) || calm.cores)] }
	);
	expect(result.doubts).toHaveLength(1);
	expect(result.pass).toBe(false);
});

test('the file holds name, pass, figures with unit, floor and peers, versions and conditions', () => {
	const figures = [figureOf('worker', 6.1, 'µs/packet', { floor: 4.1, peers: { Janus: 12.5 }, most: 6.56 })];
	const written = {
		date: '2026-11-22T17:00:00.000Z',
		machine: '2 × AMD EPYC',
		versions: { mediasoup: '3.27.1' },
		benchmarks: [
			resultOf('forward', { figures, delivered: 100, sourceShare: 1 }, calm),
			skippedResult('wall', 'there are no stills', calm)
		]
	};
	const found = v.parse(report, JSON.parse(JSON.stringify(written)));
	expect(found).toEqual(written);
	expect(found.benchmarks[0]).toMatchObject({
		name: 'forward',
		pass: true,
		figures: [{ unit: 'µs/packet', floor: 4.1, peers: [{ name: 'Janus', value: 12.5 }] }]
	});
	expect(found.benchmarks[1]).toMatchObject({ pass: false, skipped: 'there are no stills' });
});

test('a benchmark that broke fails and says why', () => {
	const result = failedResult('join', '3 of 253 entries failed', calm);
	expect(result).toMatchObject({
		pass: false,
		skipped: null,
		doubts: ['it failed: 3 of 253 entries failed']
	});
});
