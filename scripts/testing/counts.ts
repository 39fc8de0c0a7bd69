// Sums what the runners report, so that `npm test` can end with one line.
import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

export interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

const count = v.pipe(v.number(), v.integer());

const vitestReport = v.pipe(
	v.object({
		numPassedTests: count,
		numFailedTests: count,
		numPendingTests: count,
		numTodoTests: v.optional(count, 0)
	}),
	v.transform((report): Counts => ({
		passed: report.numPassedTests,
		failed: report.numFailedTests,
		skipped: report.numPendingTests + report.numTodoTests
	}))
);

const playwrightReport = v.pipe(
	v.object({ stats: v.object({ expected: count, unexpected: count, flaky: count, skipped: count }) }),
	// A test that passes only at its second try is broken: nobody would look at it otherwise.
	v.transform(({ stats }): Counts => ({
		passed: stats.expected,
		failed: stats.unexpected + stats.flaky,
		skipped: stats.skipped
	}))
);

/** The counts of one run. A runner that failed without a failed test, or ran none, counts as one failure. */
export function countsOf(reportFile: string, exitCode: number): Counts {
	const counts = readReport(reportFile);
	const ranNothing = counts.passed + counts.failed === 0;
	if (counts.failed === 0 && (exitCode !== 0 || ranNothing)) return { ...counts, failed: 1 };
	return counts;
}

function readReport(file: string): Counts {
	if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
	return v.parse(v.union([vitestReport, playwrightReport]), JSON.parse(readFileSync(file, 'utf8')));
}

export function sum(all: Counts[]): Counts {
	return {
		passed: all.reduce((total, { passed }) => total + passed, 0),
		failed: all.reduce((total, { failed }) => total + failed, 0),
		skipped: all.reduce((total, { skipped }) => total + skipped, 0)
	};
}

export function summary({ passed, failed, skipped }: Counts): string {
	return `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;
}
