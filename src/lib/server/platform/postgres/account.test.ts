import { expect, test } from 'vitest';
import { findUser, run } from './account.ts';

const passwd =
	'root:x:0:0:root:/root:/bin/bash\npostgres2:x:7:7::/:/bin/sh\npostgres:x:101:104:PostgreSQL:/:/bin/bash\n';

test('finds a user by the whole name', () => {
	expect(findUser(passwd, 'postgres')).toMatchObject({ uid: 101, gid: 104 });
	expect(findUser(passwd, 'nobody')).toBeUndefined();
});

test('a failing program is reported with what it said', async () => {
	const self = { name: 'self', uid: 0, gid: 0, change: false };
	await expect(run(self, 'stat', ['/nowhere'])).rejects.toThrow(/stat ended with 1: .*\/nowhere/);
	await expect(run(self, 'no-such-program', [])).rejects.toThrow(/ENOENT/);
});
