// Names what failed, so that the last lines of a long run tell it: the middle of a log is easily cut away.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as v from 'valibot';

export interface Failure {
	/** File and title, as the runner names them. */
	test: string;
	/** What the runner printed of it, shortened to its first lines. */
	why: string;
}

const linesOfFailure = 12;

const vitestReport = v.object({
	testResults: v.array(
		v.object({
			name: v.string(),
			status: v.string(),
			message: v.optional(v.string(), ''),
			assertionResults: v.array(
				v.object({
					fullName: v.string(),
					status: v.string(),
					failureMessages: v.nullish(v.array(v.string()), [])
				})
			)
		})
	)
});

interface Suite {
	title: string;
	specs: v.InferOutput<typeof spec>[];
	suites?: Suite[] | undefined;
}

const spec = v.object({
	file: v.string(),
	title: v.string(),
	ok: v.boolean(),
	tests: v.array(
		v.object({
			status: v.string(),
			results: v.array(v.object({ errors: v.array(v.object({ message: v.optional(v.string(), '') })) }))
		})
	)
});

const suite: v.GenericSchema<unknown, Suite> = v.object({
	title: v.string(),
	specs: v.array(spec),
	suites: v.optional(v.array(v.lazy(() => suite)))
});

const playwrightReport = v.object({ suites: v.array(suite) });

/** The tests that failed by the report of vitest or Playwright; none when there is no report. */
export function failuresOf(reportFile: string): Failure[] {
	if (!existsSync(reportFile)) return [];
	const report: unknown = JSON.parse(readFileSync(reportFile, 'utf8'));
	const ofVitest = v.safeParse(vitestReport, report);
	if (ofVitest.success) return ofVitest.output.testResults.flatMap(failuresOfFile);
	return v.parse(playwrightReport, report).suites.flatMap(failuresOfSuite);
}

function failuresOfFile(file: v.InferOutput<typeof vitestReport>['testResults'][number]): Failure[] {
	const path = relative(process.cwd(), file.name);
	const failed = file.assertionResults.filter(({ status }) => status === 'failed');
	// A file may fail as a whole: it does not compile, or a hook threw.
	if (failed.length === 0 && file.status === 'failed') return [{ test: path, why: shortened(file.message) }];
	return failed.map(({ fullName, failureMessages }) => ({
		test: `${path} › ${fullName}`,
		why: shortened((failureMessages ?? []).join('\n'))
	}));
}

function failuresOfSuite({ specs, suites = [] }: Suite): Failure[] {
	const own = specs.filter((one) => !one.ok || one.tests.some(({ status }) => status === 'flaky'));
	return [
		...own.map(({ file, title, tests }) => ({
			test: `${file} › ${title}`,
			why: shortened(
				tests
					.flatMap(({ results }) => results.flatMap(({ errors }) => errors.map(({ message }) => message)))
					.join('\n')
			)
		})),
		...suites.flatMap(failuresOfSuite)
	];
}

function shortened(text: string): string {
	return stripVTControlCharacters(text).trim().split('\n').slice(0, linesOfFailure).join('\n');
}
