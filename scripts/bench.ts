// `npm run bench -- NAME… [--sites N] [--seconds N] [--json FILE]`: measures what the product can carry, in one table.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig, variableNames } from '#lib/server/platform/config.ts';
import { written, type Report } from '../bench/report/result.ts';
import { table } from '../bench/report/table.ts';
import { prepareBenchmarks } from './prepare/prepare.ts';
import { runCommand, StopError } from './prepare/terminal.ts';

/** Settings of this installation must not reach the product under load: they could point at a database in use. */
function forgetSettings(): void {
	const kept = ['FFMPEG_BIN', 'FFPROBE_BIN', 'MEDIASOUP_WORKER_BIN', 'MEDIASOUP_WORKER_BUILD'];
	for (const name of variableNames) if (!kept.includes(name)) process.env[name] = '';
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^[1-9]\d{0,5}$/.test(text)) throw new StopError(`--${name} must be a whole number.`);
	return Number(text);
}

await runCommand(async () => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { sites: { type: 'string' }, seconds: { type: 'string' }, json: { type: 'string' } }
	});
	const sites = wholeNumber('sites', values.sites);
	const seconds = wholeNumber('seconds', values.seconds);
	forgetSettings();
	await prepareBenchmarks(loadConfig());
	// They plan meetings with the product's own code, whose words the preparation has made.
	const { benchmarks } = await import('../bench/benchmarks/benchmarks.ts');
	const { runBenchmarks } = await import('../bench/run.ts');
	const known = benchmarks.map(({ name }) => name);
	const unknown = positionals.filter((name) => !known.includes(name));
	if (unknown.length > 0)
		throw new StopError(`Unknown: ${unknown.join(', ')}. Benchmarks: ${known.join(', ')}`);
	const chosen = benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
	const save = (report: Report) => {
		if (values.json !== undefined) writeFileSync(values.json, written(report));
	};
	const report = await runBenchmarks(chosen, { sites, seconds }, save);
	console.log(`\n${table(report)}`);
	return report.benchmarks.every(({ pass, skipped }) => pass || skipped !== null) ? 0 : 1;
});
