// `npm test`: prepares what is missing and runs every test; `npm test -- browser` runs one part.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig, variableNames } from '#lib/server/platform/config.ts';
import { projectFolder } from './prepare/files.ts';
import { prepareTests } from './prepare/prepare.ts';
import { runCommand, StopError } from './prepare/terminal.ts';
import { type Counts, countsOf, sum, summary } from './testing/counts.ts';
import { failuresOf } from './testing/failures.ts';
import { withOldestServer } from './testing/oldest-server.ts';

const reports = join(projectFolder, 'test-results');
const reportFile = (part: string) => join(reports, `${part}.json`);
const vitest = 'node_modules/vitest/vitest.mjs';
const playwright = 'node_modules/playwright/cli.js';

type Part = () => Promise<Counts>;

let current: ChildProcess | undefined;
process.on('exit', () => current?.kill('SIGTERM'));

function partsOn(oldestServer: string): Record<string, Part> {
	return {
		unit: () => runVitest('unit', 'unit'),
		database: () => runVitest('database', 'database'),
		'database-oldest': () =>
			withOldestServer(oldestServer, (url) =>
				runVitest('database-oldest', 'database', { TEST_DATABASE_URL: url })
			),
		media: () => runVitest('media', 'media'),
		setup: () =>
			withOldestServer(oldestServer, (url) => runVitest('setup', 'setup', { TEST_DATABASE_URL: url })),
		browser: () => runTests('browser', [playwright, 'test', '--config', 'tests/browser/playwright.config.ts'])
	};
}

function runVitest(report: string, project: string, env: NodeJS.ProcessEnv = {}): Promise<Counts> {
	const outputFile = `--outputFile.json=${reportFile(report)}`;
	return runTests(report, [vitest, 'run', '--project', project, outputFile], env);
}

/** Every runner leaves its report at `test-results/<report>.json`. */
async function runTests(report: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Counts> {
	const file = reportFile(report);
	await rm(file, { force: true });
	console.log(`\n── ${report} ──`);
	current = spawn(process.execPath, args, {
		cwd: projectFolder,
		env: { ...process.env, ...env },
		stdio: 'inherit'
	});
	const [code] = await once(current, 'exit');
	return countsOf(file, typeof code === 'number' ? code : 1);
}

function printFailures(part: string): void {
	for (const { test, why } of failuresOf(reportFile(part))) console.log(`\n✗ ${part}: ${test}\n${why}`);
}

/** Settings of this installation must not reach the tests: they could point at a database in use. */
function forgetSettings(): void {
	const kept = ['FFMPEG_BIN', 'FFPROBE_BIN', 'MEDIASOUP_WORKER_BIN', 'MEDIASOUP_WORKER_BUILD'];
	for (const name of variableNames) if (!kept.includes(name)) process.env[name] = '';
}

await runCommand(async () => {
	const chosen = process.argv.slice(2);
	forgetSettings();
	const isWanted = (part: string) => chosen.length === 0 || chosen.includes(part);
	const { oldestServer } = await prepareTests(loadConfig(), isWanted('browser') || isWanted('setup'));
	const parts = partsOn(oldestServer);
	const unknown = chosen.filter((name) => !(name in parts));
	if (unknown.length > 0) throw new StopError(`Unknown: ${unknown}. Parts: ${Object.keys(parts).join(', ')}`);

	await mkdir(reports, { recursive: true });
	const results: [string, Counts][] = [];
	for (const [name, run] of Object.entries(parts)) {
		if (isWanted(name)) results.push([name, await run()]);
	}
	for (const [name, counts] of results) if (counts.failed > 0) printFailures(name);
	console.log('');
	for (const [name, counts] of results) console.log(summary(counts).replace('tests', name));
	const total = sum(results.map(([, counts]) => counts));
	console.log(summary(total));
	return total.failed === 0 ? 0 : 1;
});
