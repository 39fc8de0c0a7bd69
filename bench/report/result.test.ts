import { expect, test } from 'vitest';
import * as v from 'valibot';
import {
	failedResult,
	figureOf,
	report,
	resultOf,
	skippedResult,
	written,
	type Conditions
} from './result.ts';

const calm: Conditions = {
	sites: 16,
	seconds: 10,
	cores: [0.8, 0.5],
	generatorCore: 0,
	steal: 0,
	load: 1.2,
	floor: 4.1,
	product: ['RTC_WORKERS=1 WORKER_PACKETS=200000']
};

test('a figure passes what it was asked for, and nothing when it was not measured', () => {
	expect(figureOf('p95', 400, 'ms', { most: 500 }).pass).toBe(true);
	expect(figureOf('p95', 501, 'ms', { most: 500 }).pass).toBe(false);
	expect(figureOf('delivered', 99.4, '%', { least: 99.5 }).pass).toBe(false);
	expect(figureOf('memory', 42, 'MB').pass).toBeNull();
});

test.for([
	['not a number', Number.NaN, 'nothing was counted'],
	['without end', Infinity, 'nothing was counted'],
	['known not to be there', { why: 'the picture never came' }, 'the picture never came']
] as const)('a figure that is %s has no value, says why, and never passes', ([, found, why]) => {
	const judged = figureOf('p95', found, 'ms', { most: 500 });
	expect(judged).toMatchObject({ value: null, why, pass: false });
	expect(figureOf('p95', found, 'ms')).toMatchObject({ value: null, why, pass: null });
	expect(figureOf('p95', 1, 'ms', { peers: { Janus: found } }).peers).toEqual([
		{ name: 'Janus', value: null, why }
	]);
	expect(resultOf('floor', { figures: [judged] }, calm).pass).toBe(false);
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
	['lost packets', { delivered: 99.4 }, {}],
	['a source that was not counted', { sourceShare: Number.NaN }, {}],
	['deliveries that were not counted', { delivered: Number.NaN }, {}],
	['a generator that nobody looked at', {}, { cores: [] }]
] as const)('a run with %s does not count, and says so', ([, measured, disturbed]) => {
	const figures = [figureOf('cpu', 1, 'µs', { most: 2 })];
	const result = resultOf(
		'meeting',
		{ figures, ...measured },
		{ ...calm, ...disturbed, cores: [...('cores' in disturbed ? disturbed.cores : calm.cores)] }
	);
	expect(result.doubts).toHaveLength(1);
	expect(result.pass).toBe(false);
});

const figures = [figureOf('worker', 6.1, 'µs/packet', { floor: 4.1, peers: { Janus: 12.5 }, most: 6.56 })];
const found = {
	date: '2026-11-22T17:00:00.000Z',
	machine: '2 × AMD EPYC',
	versions: { mediasoup: '3.27.1' },
	benchmarks: [
		resultOf('forward', { figures, delivered: 100, sourceShare: 1 }, calm),
		skippedResult('wall', 'there are no stills', calm)
	]
};

test('the file holds name, pass, figures with unit, floor and peers, versions and conditions', () => {
	const read = v.parse(report, JSON.parse(written(found)));
	expect(read).toEqual(found);
	expect(read.benchmarks[0]).toMatchObject({
		name: 'forward',
		pass: true,
		figures: [{ unit: 'µs/packet', floor: 4.1, peers: [{ name: 'Janus', value: 12.5, why: null }] }],
		conditions: { product: ['RTC_WORKERS=1 WORKER_PACKETS=200000'] }
	});
	expect(read.benchmarks[1]).toMatchObject({ pass: false, skipped: 'there are no stills' });
});

const unmeasured = figureOf('worker', { why: 'it ended' }, 'µs/packet', { most: 6.56 });

test.for([
	['a figure without value and reason', { figures: [{ ...unmeasured, why: null }] }],
	['a value beside a reason why there is none', { figures: [{ ...unmeasured, value: 6 }] }],
	['a judged figure that passes without a value', { figures: [{ ...unmeasured, pass: true }] }],
	['a pass beside a judged figure without a value', { figures: [unmeasured], pass: true }],
	['a pass beside a doubt', { doubts: ['the machine lost 5 % to others'], pass: true }],
	['an endless figure', { figures: [{ ...unmeasured, value: Infinity, why: null }] }]
] as const)('%s is not written', ([, wrong]) => {
	const result = { ...resultOf('forward', { figures }, calm), pass: false, ...wrong };
	const doubts = [...result.doubts];
	expect(() =>
		written({ ...found, benchmarks: [{ ...result, doubts, figures: [...result.figures] }] })
	).toThrow(v.ValiError);
});

test('a benchmark that broke fails and says why', () => {
	const result = failedResult('join', '3 of 253 entries failed', calm);
	expect(result).toMatchObject({
		pass: false,
		skipped: null,
		doubts: ['it failed: 3 of 253 entries failed']
	});
});
