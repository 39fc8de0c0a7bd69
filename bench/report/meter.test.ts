import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { measure, throughout } from './meter.ts';

const busy = () =>
	spawn(process.execPath, ['-e', 'process.stdout.write("x");for(;;);'], {
		stdio: ['ignore', 'pipe', 'ignore']
	});

test('a process that was replaced while we looked takes nothing away from its successor', async () => {
	const first = busy();
	await once(first.stdout, 'data');
	let pids = [first.pid ?? 0];
	const done = measure(() => ({ worker: pids }));
	first.kill('SIGKILL');
	const second = busy();
	await once(second.stdout, 'data');
	pids = [second.pid ?? 0];
	await expect.poll(() => done().by.worker?.cpu, { timeout: 20_000 }).toBeGreaterThan(0.1);
	const { seconds, by } = done();
	second.kill('SIGKILL');
	expect(by.worker?.memory).toBeGreaterThan(1_000_000);
	expect(seconds).toBeGreaterThan(0);
});

test('the machine is looked at in all rounds, a long one counts for more', () => {
	const spans = [
		{ seconds: 30, cores: [0.9, 0.5], steal: 0.04 },
		{ seconds: 10, cores: [0.5, 0.5], steal: 0 }
	];
	expect(throughout(spans)).toEqual({ cores: [0.8, 0.5], steal: 0.03 });
	expect(throughout([])).toEqual({ cores: [], steal: 0 });
});
