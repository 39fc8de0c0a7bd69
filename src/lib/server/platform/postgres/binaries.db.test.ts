import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseAccount, run } from './account.ts';
import { packageFolder, reachableBinaries } from './binaries.ts';

test.runIf(process.getuid?.() === 0)(
	'as root, programs that the account cannot reach are copied once',
	async () => {
		const folder = await mkdtemp(join(tmpdir(), 'diem-cau-binaries-'));
		const closed = await mkdtemp(join(tmpdir(), 'diem-cau-closed-'));
		try {
			await chmod(folder, 0o755);
			await cp(packageFolder(), closed, { recursive: true, verbatimSymlinks: true });
			await chmod(closed, 0o700);
			const account = await chooseAccount(join(folder, 'none'));
			const copies = join(folder, 'cache');
			const [binaries, again] = await Promise.all([
				reachableBinaries(closed, account, copies),
				reachableBinaries(closed, account, copies)
			]);
			expect(dirname(dirname(dirname(binaries.initdb)))).toBe(copies);
			expect(again).toEqual(binaries);
			expect(await run(account, binaries.initdb, ['--version'])).toMatch(/^initdb \(PostgreSQL\) \d+/);
		} finally {
			await rm(folder, { recursive: true });
			await rm(closed, { recursive: true });
		}
	}
);
