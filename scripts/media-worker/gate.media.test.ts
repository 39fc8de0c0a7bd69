import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultOf, packagedSources } from './worker.ts';

test('the worker in use carries media in both DTLS roles', async () => {
	const inPlace = join(packagedSources, 'out', 'Release', 'mediasoup-worker');
	const binary = process.env.MEDIASOUP_WORKER_BIN || inPlace;
	expect(existsSync(binary)).toBe(true);
	expect(await faultOf(binary)).toBeUndefined();
});

test('a program that is no worker is refused', async () => {
	expect(await faultOf('/bin/true')).toContain('ended with 1');
});
