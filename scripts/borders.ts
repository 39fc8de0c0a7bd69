// The borders of docs/architecture.md, checked from the import lines: who may import whom, domains only through their
// front file and without cycles, SQL only where it belongs, walled libraries behind their wall.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findImportCycles, findProblems, type SourceFile } from './borders/rules.ts';

const project = join(import.meta.dirname, '..');
const roots = ['src', 'media-server', 'scripts', 'tests', 'bench'];
const isSource = /\.(ts|svelte|js|mjs)$/;
const isGenerated = /^src\/lib\/paraglide\//;

const files: SourceFile[] = roots
	.flatMap((root) => readdirSync(join(project, root), { recursive: true, withFileTypes: true }))
	.filter((entry) => entry.isFile() && isSource.test(entry.name))
	.map((entry) => relative(project, join(entry.parentPath, entry.name)))
	.filter((path) => !isGenerated.test(path))
	.map((path) => ({ path, text: readFileSync(join(project, path), 'utf8') }));

const problems = [...files.flatMap(findProblems), ...findImportCycles(files)];
for (const problem of problems) console.error(problem);
console.log(`${files.length} files, ${problems.length} border problems.`);
process.exitCode = problems.length > 0 ? 1 : 0;
