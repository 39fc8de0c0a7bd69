// `npm run demo:accounts`: the demo people's sign-in names and passwords; with `-- --json` as one line of JSON.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { loadConfig } from '#lib/server/platform/config.ts';
import { runCommand, StopError } from './prepare/terminal.ts';

const accounts = v.array(
	v.object({
		role: v.string(),
		unitCode: v.string(),
		unitName: v.string(),
		name: v.string(),
		signInName: v.string(),
		password: v.string()
	})
);

await runCommand(async () => {
	const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
	const file = join(loadConfig().dataDir, 'demo-accounts.json');
	if (!existsSync(file)) throw new StopError(`There is no ${file}: the first npm start of a demo writes it.`);
	const people = v.parse(accounts, JSON.parse(readFileSync(file, 'utf8')));
	if (values.json) console.log(JSON.stringify(people));
	else
		for (const one of people) console.log([one.role, one.unitName, one.signInName, one.password].join('\t'));
});
