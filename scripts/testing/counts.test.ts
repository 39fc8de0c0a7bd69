import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countsOf, sum, summary } from './counts.ts';

function reportFile(report: unknown): string {
	const file = join(mkdtempSync(join(tmpdir(), 'diem-cau-counts-')), 'report.json');
	writeFileSync(file, JSON.stringify(report));
	return file;
}

const vitest = (passed: number, failed: number) =>
	reportFile({ numPassedTests: passed, numFailedTests: failed, numPendingTests: 2, numTodoTests: 1 });

test('counts of vitest and Playwright are summed into the last line', () => {
	const browser = reportFile({ stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 1 } });
	const total = sum([countsOf(vitest(10, 0), 0), countsOf(browser, 1)]);
	expect(summary(total)).toBe('tests: 14 passed, 1 failed, 4 skipped');
});

test('a runner that fails without a failed test counts as a failure', () => {
	expect(countsOf(vitest(10, 0), 1).failed).toBe(1);
});

test('a runner that ran no test, or left no report, counts as a failure', () => {
	expect(countsOf(vitest(0, 0), 0).failed).toBe(1);
	expect(countsOf('/no/such/report', 0).failed).toBe(1);
});

test('a flaky browser test counts as failed', () => {
	expect(
		countsOf(reportFile({ stats: { expected: 4, unexpected: 0, flaky: 1, skipped: 0 } }), 0).failed
	).toBe(1);
});
