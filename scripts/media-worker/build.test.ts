import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copySources } from './build.ts';
import { packagedSources } from './worker.ts';

test('the recipe fits the installed mediasoup: nothing is left to download', async () => {
	const source = await mkdtemp(join(tmpdir(), 'diem-cau-worker-'));
	await copySources(packagedSources, source);
	// Windows and the worker's own tests need these two; our build asks for neither.
	const unused = ['catch2.wrap', 'wingetopt.wrap'];
	const subprojects = join(source, 'subprojects');
	for (const name of await readdir(subprojects)) {
		if (!name.endsWith('.wrap') || unused.includes(name)) continue;
		const directory =
			/^directory\s*=\s*(\S+)/m.exec(await readFile(join(subprojects, name), 'utf8'))?.[1] ?? '';
		expect(await readdir(join(subprojects, directory)), name).toContain('meson.build');
	}
	const transport = await readFile(join(source, 'src/RTC/DtlsTransport.cpp'), 'utf8');
	expect(transport).toContain('(operationType & BIO_CB_RETURN) != 0');
	await rm(source, { recursive: true });
	// A thousand files are copied.
}, 30_000);
