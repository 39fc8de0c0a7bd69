import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failuresOf } from './failures.ts';

function reportFile(report: unknown): string {
	const file = join(mkdtempSync(join(tmpdir(), 'diem-cau-failures-')), 'report.json');
	writeFileSync(file, JSON.stringify(report));
	return file;
}

const error = `\u001b[31mError\u001b[39m: expected 1\n${Array.from({ length: 40 }, (_, line) => `at ${line}`).join('\n')}`;

test('failed tests of vitest are named with the first lines of why', () => {
	const failures = failuresOf(
		reportFile({
			testResults: [
				{
					name: 'a.test.ts',
					status: 'failed',
					message: '',
					assertionResults: [
						{ fullName: 'counts', status: 'passed', failureMessages: [] },
						{ fullName: 'sums', status: 'failed', failureMessages: [error] }
					]
				},
				{ name: 'b.test.ts', status: 'failed', message: 'does not compile', assertionResults: [] },
				{ name: 'c.test.ts', status: 'passed', message: '', assertionResults: [] }
			]
		})
	);
	expect(failures.map(({ test }) => test)).toEqual(['a.test.ts › sums', 'b.test.ts']);
	expect(failures[0]?.why).toMatch(/^Error: expected 1\nat 0\n/);
	expect(failures[0]?.why.split('\n')).toHaveLength(12);
	expect(failures[1]?.why).toBe('does not compile');
});

test('failed and flaky tests of Playwright are named, at any depth', () => {
	const spec = (title: string, ok: boolean, status: string, message?: string) => ({
		file: 'room.spec.ts',
		title,
		ok,
		tests: [{ status, results: [{ errors: message ? [{ message }] : [] }] }]
	});
	const failures = failuresOf(
		reportFile({
			suites: [
				{
					title: 'room.spec.ts',
					specs: [spec('opens', true, 'expected')],
					suites: [
						{
							title: 'the chair',
							specs: [
								spec('calls', false, 'unexpected', 'no picture'),
								spec('asks', true, 'flaky', 'no answer')
							]
						}
					]
				}
			]
		})
	);
	expect(failures).toEqual([
		{ test: 'room.spec.ts › calls', why: 'no picture' },
		{ test: 'room.spec.ts › asks', why: 'no answer' }
	]);
});

test('no report, no names', () => {
	expect(failuresOf('/no/such/report')).toEqual([]);
});
