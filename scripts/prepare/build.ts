// What is made from the sources: SvelteKit's types, the compiled catalogues, the built application. Made again only
// when a source has changed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from '../lock.mjs';
import { hashFiles, projectFolder } from './files.ts';
import { run } from './run.ts';
import { step } from './terminal.ts';

const toolSettings = [
	'package-lock.json',
	'svelte.config.js',
	'tsconfig.json',
	// Not the whole folder: its tools write there, too.
	'project.inlang/settings.json',
	'project.inlang/options.ts'
];
const builtFrom = [...toolSettings, 'src', 'messages', 'static', 'vite.config.ts'];
const generatedFrom = [...toolSettings, 'messages'];

const notInTheBuild = /\.test\.ts$|^src\/lib\/paraglide\/|^src\/main\.ts$/;

export function prepareBuild(): Promise<void> {
	const stamp = join('build', '.diem-cau-built');
	return whenChanged('Application (vite build)', stamp, builtFrom, (progress) =>
		tool('vite', ['build'], (line) => progress(line.trim()))
	);
}

/** Types and catalogues, for checks and tests. The build makes its own. */
export function prepareGenerated(): Promise<void> {
	const stamp = join('.svelte-kit', '.diem-cau-generated');
	return whenChanged('Types and catalogues', stamp, generatedFrom, async () => {
		await tool('svelte-kit', ['sync']);
		await tool('node', [join('scripts', 'prepare', 'catalogues.ts')]);
	});
}

async function whenChanged(
	title: string,
	stamp: string,
	sources: string[],
	make: Parameters<typeof step>[1]
): Promise<void> {
	const stampFile = join(projectFolder, stamp);
	const isCurrent = () => {
		const wanted = hashFiles(
			sources.map((source) => join(projectFolder, source)),
			(path) => !notInTheBuild.test(path)
		);
		return { wanted, current: existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted };
	};
	if (isCurrent().current) return;
	await alone(stampFile, async () => {
		// Another set-up may just have made it; and what changes while we make it must not count as made.
		const { wanted, current } = isCurrent();
		if (current) return;
		await step(title, make);
		writeFileSync(stampFile, wanted);
	});
}

async function tool(name: string, args: string[], onLine?: (line: string) => void): Promise<void> {
	const env = { ...process.env, NODE_ENV: 'production' };
	await run(join(projectFolder, 'node_modules', '.bin', name), args, { cwd: projectFolder, env, onLine });
}
