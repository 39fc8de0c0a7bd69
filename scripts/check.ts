// `npm run check`: the fast part of what must hold before a commit. Runs all checks, then names those that failed.
import { join } from 'node:path';
import { prepareGenerated } from './prepare/build.ts';
import { projectFolder } from './prepare/files.ts';
import { run, RunError } from './prepare/run.ts';
import { duration, runCommand } from './prepare/terminal.ts';

const bin = (name: string) => join(projectFolder, 'node_modules', '.bin', name);

const checks: Record<string, [program: string, ...args: string[]]> = {
	format: [bin('prettier'), '--check', '.'],
	lint: [bin('eslint'), '--max-warnings', '0', '.'],
	types: [bin('svelte-check'), '--fail-on-warnings'],
	'lock file': [process.execPath, 'scripts/lock-file.ts'],
	borders: [process.execPath, 'scripts/borders.ts'],
	messages: [process.execPath, 'scripts/messages.ts'],
	'unit tests': [bin('vitest'), 'run', '--project', 'unit']
};

await runCommand(async () => {
	await prepareGenerated();
	const failed: string[] = [];
	for (const [name, [program, ...args]] of Object.entries(checks)) {
		const started = Date.now();
		const fault = await run(program, args, { cwd: projectFolder }).then(
			() => undefined,
			(cause) => cause
		);
		console.log(`${fault ? '✗' : '✓'} ${name} (${duration(Date.now() - started)})`);
		if (!fault) continue;
		failed.push(name);
		console.error(fault instanceof RunError ? fault.output : fault);
	}
	if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`);
	return failed.length === 0 ? 0 : 1;
});
