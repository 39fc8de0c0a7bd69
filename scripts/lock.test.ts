import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { alone, tryLock } from './lock.mjs';

test('two pieces of work for one folder take turns', async () => {
	const path = `/${randomUUID()}`;
	const first = Promise.withResolvers<void>();
	const order: string[] = [];
	const one = alone(path, async () => {
		await first.promise;
		order.push('one');
	});
	const two = alone(path, async () => order.push('two'));
	expect(await tryLock(path)).toBeUndefined();
	first.resolve();
	await Promise.all([one, two]);
	expect(order).toEqual(['one', 'two']);
});

test('the lock of a killed holder is free', async () => {
	const path = `/${randomUUID()}`;
	const code = `import { tryLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.mjs'))};
		await tryLock(${JSON.stringify(path)}); setInterval(() => 0, 1000); console.log('held');`;
	const holder = spawn(process.execPath, ['--input-type=module', '-e', code], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	await once(holder.stdout, 'data');
	expect(await tryLock(path)).toBeUndefined();
	holder.kill('SIGKILL');
	const release = await vi.waitFor(async () => {
		const taken = await tryLock(path);
		if (!taken) throw new Error('still held');
		return taken;
	});
	await release();
});
