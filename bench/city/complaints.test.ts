import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintsIn, Logs } from './complaints.ts';

const logged = (level: number, msg: string) => `${JSON.stringify({ level, name: 'media-server', msg })}\n`;

test('warnings and errors are counted; what is usual, and what is no line of the log, is not', () => {
	const text = [
		logged(30, 'joined'),
		logged(40, 'slow'),
		'PostgreSQL: hint\n',
		logged(50, 'died'),
		logged(40, 'slow')
	];
	expect(complaintsIn(text.join(''))).toEqual(['2 × media-server: slow', '1 × media-server: died']);
});

test('each complaint is told once', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'diem-cau-logs-'));
	await mkdir(join(folder, 'logs'));
	const file = join(folder, 'logs', 'media-server.log');
	const logs = new Logs(folder);
	await appendFile(file, logged(40, 'slow'));
	expect(logs.complaints()).toEqual(['1 × media-server: slow']);
	expect(logs.complaints()).toEqual([]);
	await appendFile(file, logged(50, 'died'));
	expect(logs.complaints()).toEqual(['1 × media-server: died']);
	await rm(folder, { recursive: true });
});
