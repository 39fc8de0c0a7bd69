// `npm run administrator -- --sign-in-name quan-tri --name 'Trần Thị An' [--units list.json]`: the first administrator of
// an installation without the demo, or a way back in. Prints a password that must be changed at the first sign-in.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { timeZone } from '#lib/format/time-zone.ts';
import { appointAdministrator, newSignInName } from '#lib/server/people/people.ts';
import { loadConfig } from '#lib/server/platform/config.ts';
import { connect } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import * as units from '#lib/server/units/units.ts';
import { runCommand, StopError } from './prepare/terminal.ts';

const usage = `npm run administrator -- --sign-in-name quan-tri --name 'Trần Thị An' [--units list.json]`;

const wishes = v.object({
	'sign-in-name': newSignInName,
	name: v.pipe(v.string(), v.trim(), v.nonEmpty()),
	units: v.optional(v.string())
});

async function readUnits(file: string): Promise<units.UnitList> {
	const text = await readFile(file).catch((cause: unknown) => {
		throw new StopError(`The list of units cannot be read: ${wordsOf(cause)}`);
	});
	const read = units.readList(text);
	if ('problems' in read) throw new StopError(`${file} has problems:\n${listProblems(read.problems)}`);
	return read.list;
}

function listProblems(problems: units.Problem[]): string {
	return problems
		.map(({ line, problem, about }) => `  line ${line}: ${problem} ${about}`.trimEnd())
		.join('\n');
}

const wordsOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

await runCommand(async () => {
	const { values } = parseArgs({
		options: { 'sign-in-name': { type: 'string' }, name: { type: 'string' }, units: { type: 'string' } }
	});
	const wished = v.safeParse(wishes, values);
	if (!wished.success) throw new StopError(usage);
	const { 'sign-in-name': signInName, name: fullName, units: file } = wished.output;
	const config = loadConfig();
	const { sql, end } = await connect(config, { program: 'administrator', max: 2 }).catch((cause: unknown) => {
		throw new StopError(
			`The city must run (npm start) for this; its database does not answer: ${wordsOf(cause)}`
		);
	});
	try {
		if (file !== undefined) {
			const report = await units.importList(sql, await readUnits(file), null);
			if (report.problems.length > 0) throw new StopError(`${file}:\n${listProblems(report.problems)}`);
			console.log(
				`Units: ${report.created} new, ${report.corrected} corrected, ${report.unchanged} unchanged.`
			);
		}
		const day = units.dayOf(new Date(), timeZone);
		const { password } = await appointAdministrator(sql, { fullName, signInName }, day);
		console.log(`Sign in as ${signInName} with ${password} and choose a password of your own.`);
	} catch (cause) {
		if (cause instanceof CodedError && cause.code === 'incomplete') {
			throw new StopError(
				'There are no units yet: name a list with --units, such as unit-lists/hai-phong-2025-07.json'
			);
		}
		throw cause;
	} finally {
		await end();
	}
});
