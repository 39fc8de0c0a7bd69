// Runs benchmarks one after the other and gathers what they found.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { chromiumPath } from '../tests/browser/support/chromium.ts';
import { duration } from '../scripts/prepare/terminal.ts';
import { cores, type Benchmark, type Setting } from './benchmark.ts';
import { janusVersion } from './peers/janus.ts';
import { readLoad } from './report/machine.ts';
import { failedResult, resultOf, skippedResult, type Report, type Result } from './report/result.ts';
import { table } from './report/table.ts';
import { Bench, complaintOf, House } from './workshop.ts';

/** The reason is for the reader of the table. */
export class Skip extends Error {}

/** One that hangs must not keep the others from being measured. */
const longest = 10 * 60_000;

/** `save` gets what is there after each benchmark: a run that is broken off is not lost. */
export async function runBenchmarks(
	chosen: readonly Benchmark[],
	asked: { sites: number | undefined; seconds: number | undefined },
	save: (report: Report) => void,
	limit = longest
): Promise<Report> {
	const house = new House();
	const about = { date: new Date().toISOString(), machine: machine(), versions: versions() };
	const results: Result[] = [];
	try {
		for (const benchmark of chosen) {
			const { usual } = benchmark;
			const setting = { sites: asked.sites ?? usual.sites, seconds: asked.seconds ?? usual.seconds };
			console.log(`── ${benchmark.name} ──`);
			const rested = await house.rest();
			const started = Date.now();
			const result = await runOne(house, benchmark, setting, limit);
			if (!rested) result.notes.push('recordings of the benchmark before were still being composed');
			result.notes.push(...(await house.complaints()).map(complaintOf));
			console.log(table({ ...about, benchmarks: [result] }));
			console.log(`(${duration(Date.now() - started)})\n`);
			results.push(result);
			save({ ...about, benchmarks: results });
		}
	} finally {
		await house.close();
	}
	return { ...about, benchmarks: results };
}

async function runOne(
	house: House,
	{ name, run }: Benchmark,
	setting: Setting,
	limit: number
): Promise<Result> {
	const bench = new Bench(house);
	const load = readLoad();
	const conditions = { ...setting, generatorCore: cores.load, load, product: bench.product };
	try {
		const measured = await within(limit, run(bench, setting));
		const floor = await bench.floorCost();
		const notes = [...(measured.notes ?? []), ...bench.notes];
		const { cores: shares, steal } = measured.used;
		return resultOf(name, { ...measured, notes }, { ...conditions, floor, cores: shares, steal });
	} catch (cause) {
		const unmeasured = { ...conditions, floor: null, cores: [], steal: 0 };
		if (cause instanceof Skip) return skippedResult(name, cause.message, unmeasured);
		console.error(cause);
		return failedResult(name, cause instanceof Error ? cause.message : String(cause), unmeasured);
	} finally {
		await bench.close();
	}
}

async function within<T>(limit: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`not done after ${duration(limit)}`)), limit);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function machine(): string {
	const [cpu] = cpus();
	const memory = (totalmem() / 2 ** 30).toFixed(0);
	return `${availableParallelism()} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GiB, Linux ${release()}`;
}

function versions(): Record<string, string> {
	const chromium = chromiumPath();
	return {
		node: process.versions.node,
		mediasoup: versionOf('mediasoup'),
		'socket.io': versionOf('socket.io'),
		'node-datachannel': versionOf('node-datachannel'),
		Janus: janusVersion(),
		Chromium: chromium ? chromiumVersion(chromium) : 'none'
	};
}

/** Debian's start script complains about the machine on the way. */
function chromiumVersion(path: string): string {
	const text = execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
	return /[\d.]{4,}/.exec(text)?.[0] ?? 'unknown';
}

const packageFile = v.object({ name: v.optional(v.string()), version: v.optional(v.string()) });

/** Some packages hide their package.json behind what they export: it is looked for upwards from their entry. */
function versionOf(name: string): string {
	let folder = dirname(createRequire(import.meta.url).resolve(name));
	for (; folder !== dirname(folder); folder = dirname(folder)) {
		const found = readPackage(join(folder, 'package.json'));
		if (found?.name === name) return found.version ?? 'unknown';
	}
	return 'unknown';
}

function readPackage(file: string) {
	try {
		return v.parse(packageFile, JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		// No package in this folder.
		return undefined;
	}
}
