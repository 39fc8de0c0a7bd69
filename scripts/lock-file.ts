// Checks package-lock.json; with `--complete`, writes in what npm left out.
//
// Native packages name one optional package for each platform. A registry that mirrors only part of npm's lacks some
// of them; npm then leaves them out of the lock file, and `npm ci` refuses that file. None of them is for our platform.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { projectFolder } from './prepare/files.ts';
import { runCommand } from './prepare/terminal.ts';

const file = join(projectFolder, 'package-lock.json');
const systems = [
	'android',
	'darwin',
	'freebsd',
	'linux',
	'netbsd',
	'openbsd',
	'openharmony',
	'sunos',
	'win32'
];
const processors = [
	'arm',
	'arm64',
	'ia32',
	'loong64',
	'mips64el',
	'ppc64',
	'riscv64',
	's390x',
	'x64',
	'wasm32'
];

const lockFile = v.looseObject({
	packages: v.record(
		v.string(),
		v.looseObject({
			resolved: v.optional(v.string()),
			extraneous: v.optional(v.boolean()),
			optionalDependencies: v.optional(v.record(v.string(), v.string()))
		})
	)
});

type Packages = v.InferOutput<typeof lockFile>['packages'];

function leftOut(packages: Packages): { name: string; version: string }[] {
	return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
		Object.entries(optionalDependencies ?? {})
			.filter(([name]) => !placesFor(name, path).some((place) => place in packages))
			.map(([name, version]) => ({ name, version }))
	);
}

/** Where Node would look for a package, from the inside out. */
function placesFor(name: string, path: string): string[] {
	const outer = path.lastIndexOf('/node_modules/');
	const here = path ? `${path}/node_modules/${name}` : `node_modules/${name}`;
	return path ? [here, ...placesFor(name, outer < 0 ? '' : path.slice(0, outer))] : [here];
}

/** Its name is all we know of a package that cannot be had. */
function entryOf(name: string, version: string) {
	const words = name.split(/[-/]/);
	const cpu = processors.filter((processor) => words.includes(processor));
	const os = systems.filter((system) => words.includes(system));
	return { version, cpu, optional: true, ...(os.length > 0 ? { os } : {}) };
}

await runCommand(async () => {
	const lock: unknown = JSON.parse(readFileSync(file, 'utf8'));
	// Parsing would change the order of the keys, which npm has its own idea of.
	v.assert(lockFile, lock);
	const missing = leftOut(lock.packages);
	if (process.argv.includes('--complete')) {
		for (const { name, version } of missing)
			Object.assign(lock.packages, { [`node_modules/${name}`]: entryOf(name, version) });
		const sorted = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
		writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, '\t')}\n`);
		return 0;
	}
	const faults = missing.map(({ name }) => `${name} is left out: run node scripts/lock-file.ts --complete`);
	for (const [path, { resolved, extraneous }] of Object.entries(lock.packages)) {
		if (resolved) faults.push(`${path} has a download address`);
		if (extraneous) faults.push(`${path} belongs to nothing`);
	}
	for (const fault of faults) console.error(fault);
	return faults.length === 0 ? 0 : 1;
});
