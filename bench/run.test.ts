import { expect, test } from 'vitest';
import type { Benchmark, Measured } from './benchmark.ts';
import { figureOf, type Report } from './report/result.ts';
import { runBenchmarks, Skip } from './run.ts';

const usual = { sites: 2, seconds: 1 };
const asked = { sites: undefined, seconds: undefined };
const measured: Measured = {
	figures: [figureOf('sites', 2, 'sites', { least: 2 })],
	used: { cores: [0.5, 0.5], steal: 0 }
};
const quick: Benchmark = { name: 'quick', usual, run: () => Promise.resolve(measured) };
const hanging: Benchmark = {
	name: 'hanging',
	usual,
	run: () => new Promise(() => undefined)
};
const without: Benchmark = { name: 'without', usual, run: () => Promise.reject(new Skip('no peer here')) };

test('a benchmark that hangs is given up, the next ones run, and what is known is kept after each', async () => {
	const saved: string[][] = [];
	const save = ({ benchmarks }: Report) => saved.push(benchmarks.map(({ name }) => name));
	const { benchmarks } = await runBenchmarks([hanging, without, quick], asked, save, 50);
	expect(benchmarks).toMatchObject([
		{ name: 'hanging', pass: false, skipped: null, doubts: [expect.stringContaining('not done after')] },
		{ name: 'without', pass: false, skipped: 'no peer here' },
		{ name: 'quick', pass: true }
	]);
	expect(saved).toEqual([['hanging'], ['hanging', 'without'], ['hanging', 'without', 'quick']]);
});
