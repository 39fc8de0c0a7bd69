// DatagramBatch.hpp by itself, with kernels that refuse one thing or another (datagram-batch.trial.cpp).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../prepare/run.ts';
import { buildKey } from './build.ts';

const here = import.meta.dirname;
const number = v.number();
const Outcome = v.object({
	added: number,
	answered: number,
	sent: number,
	received: number,
	wrong: number,
	callShare: number,
	uncounted: number,
	left: number
});

// Where a published worker is used nothing of ours is compiled, and the compiler may be missing.
describe.skipIf((await buildKey('any')) === undefined)('datagrams, to a kernel that refuses', () => {
	let folder: string;
	let program: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'datagram-batch-'));
		program = join(folder, 'trial');
		const libuv = (await run('pkg-config', ['--cflags', '--libs', 'libuv'])).split(/\s+/);
		const checks = [
			'-fsanitize=address,undefined',
			'-fno-sanitize-recover=all',
			'-Wall',
			'-Wextra',
			'-Werror'
		];
		const headers = `-I${join(here, 'sources', 'include')}`;
		const trial = join(here, 'datagram-batch.trial.cpp');
		await run('g++', ['-std=c++20', '-O1', ...checks, headers, trial, '-o', program, ...libuv]);
	});
	afterAll(() => rm(folder, { recursive: true }));

	test.each([
		{ refusal: 'nothing', lost: 0, together: true },
		{ refusal: 'busy', lost: 0.06, together: true },
		{ refusal: 'forbidden', lost: 0.06, together: true },
		{ refusal: 'no segments', lost: 0, together: false },
		{ refusal: 'no checksums', lost: 0, together: false }
	])('$refusal: in order, each answered once', async ({ refusal, lost, together }) => {
		const outcome = v.parse(Outcome, JSON.parse(await run(program, [refusal])));
		const { added, sent } = outcome;
		expect(added).toBeGreaterThan(20_000);
		expect(outcome).toMatchObject({ answered: added, received: sent, wrong: 0, left: 0 });
		expect(added - sent).toBeLessThanOrEqual(lost * added);
		if (lost === 0) expect(outcome.uncounted).toBe(0);
		if (together) expect(outcome.callShare).toBeLessThan(0.6);
		else expect(outcome.callShare).toBeGreaterThan(0.95);
	});
});
