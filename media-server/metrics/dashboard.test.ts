// The dashboard asks only for what the media server tells.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = import.meta.dirname;

test('every metric of the dashboard is one that is told', async () => {
	const dashboard = await readFile(join(folder, '../../docs/grafana-dashboard.json'), 'utf8');
	const source = await readFile(join(folder, 'metrics.ts'), 'utf8');
	const asked = new Set(dashboard.match(/diem_cau_\w+/g));
	const own = [...asked].map((name) => name.replace('diem_cau_', '').replace(/_(total|bucket)$/, ''));
	const fromTheLibrary = /^(nodejs|process)_/;
	expect(own.filter((name) => !fromTheLibrary.test(name) && !source.includes(name))).toEqual([]);
	expect(asked.size).toBeGreaterThan(10);
});
