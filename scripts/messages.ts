// The message catalogues against each other and against the code: three complete languages, every key used and every
// used key there, no text in the markup of components.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import * as v from 'valibot';
import { type Catalogues, findCatalogueProblems } from './messages/catalogues.ts';
import { findHardTexts, readUsage } from './messages/usage.ts';

const project = join(import.meta.dirname, '..');
const settings = v.parse(
	v.object({
		baseLocale: v.string(),
		locales: v.array(v.string()),
		'plugin.inlang.messageFormat': v.object({ pathPattern: v.array(v.string()) })
	}),
	readJson('project.inlang/settings.json')
);
const catalogue = v.record(
	v.string(),
	v.union([
		v.string(),
		v.array(
			v.looseObject({
				declarations: v.optional(v.array(v.string())),
				match: v.optional(v.record(v.string(), v.string()))
			})
		)
	])
);

function readJson(path: string): unknown {
	return JSON.parse(readFileSync(join(project, path), 'utf8'));
}

function readCatalogues(): Catalogues {
	const all: Catalogues = {};
	for (const pattern of settings['plugin.inlang.messageFormat'].pathPattern) {
		const languages = settings.locales.map((locale) => {
			const file = v.parse(catalogue, readJson(pattern.replace('{locale}', locale)));
			return [locale, Object.fromEntries(Object.entries(file).filter(([key]) => key !== '$schema'))];
		});
		all[basename(pattern, '.json')] = Object.fromEntries(languages);
	}
	return all;
}

function sources(): { path: string; text: string }[] {
	return ['src', 'media-server']
		.flatMap((root) => readdirSync(join(project, root), { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
		.map((entry) => relative(project, join(entry.parentPath, entry.name)))
		.filter((path) => !path.startsWith('src/lib/paraglide/') && !path.endsWith('.test.ts'))
		.map((path) => ({ path, text: readFileSync(join(project, path), 'utf8') }));
}

const catalogues = readCatalogues();
const problems = findCatalogueProblems(catalogues, settings.baseLocale);
const known = new Set(
	Object.values(catalogues).flatMap((area) => Object.keys(area[settings.baseLocale] ?? {}))
);
const used = new Set<string>();

for (const { path, text } of sources()) {
	const usage = readUsage(path, text, Object.keys(catalogues));
	problems.push(...usage.problems);
	for (const key of usage.keys) {
		used.add(key);
		if (!known.has(key)) problems.push(`${path}: ${key} is in no catalogue`);
	}
	if (path.endsWith('.svelte')) problems.push(...findHardTexts(path, text));
}
for (const key of known) if (!used.has(key)) problems.push(`${key} is used nowhere`);

for (const problem of problems) console.error(problem);
console.log(`${known.size} messages in ${settings.locales.length} languages, ${problems.length} problems.`);
process.exitCode = problems.length > 0 ? 1 : 0;
