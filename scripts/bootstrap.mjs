// The door to every command: `node scripts/bootstrap.mjs <command> [arguments]`, under any Node from 20 on.
// Puts the packages in place as package-lock.json says, then runs scripts/<command>.ts under the Node of the product.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from './lock.mjs';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, 'node_modules');
const node = join(modules, '.bin', 'node');

/** @param {string} folder */
const outsideProject = (folder) => !folder.endsWith(join('node_modules', '.bin'));

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** npm leaves a list of what it installed; optional packages for other platforms are not in it. */
function packagesAreInPlace() {
	const installed = packagesIn(join(modules, '.package-lock.json'));
	const wanted = Object.entries(packagesIn(join(project, 'package-lock.json'))).filter(
		([path]) => path !== ''
	);
	return (
		existsSync(node) &&
		wanted.every(([path, { version, optional }]) =>
			path in installed ? installed[path]?.version === version : optional
		)
	);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
function run(program, args, options) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd: project, stdio: 'inherit', ...options });
		// A terminal sends Ctrl-C to the child, too; others send a signal to this process only.
		const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
		const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
		for (const signal of forwarded) process.on(signal, forward);
		child.once('error', reject);
		child.once('exit', (code, signal) => {
			for (const name of forwarded) process.off(name, forward);
			resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
		});
	});
}

async function installPackages() {
	const started = Date.now();
	console.log('• Packages (npm ci)');
	// The product's own Node is among what npm replaces: npm must run under the machine's.
	const path = (process.env.PATH ?? '').split(delimiter).filter(outsideProject).join(delimiter);
	// No package may run a script of its own: those of mediasoup and ffmpeg-static download from GitHub
	// and fail in a closed network. What they would do is done by scripts/prepare.
	// Warnings would be about the machine's Node, which runs npm and nothing of ours.
	const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error'];
	const code = await run('npm', args, { env: { ...process.env, PATH: path } });
	if (code !== 0) {
		console.error('npm could not install the packages; its message is above.');
		process.exit(code);
	}
	console.log(`✓ Packages (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

/** A killed npm cannot end us: we look whether it still is our parent. */
function exitWithNpm() {
	if (!process.env.npm_lifecycle_event) return;
	const npm = process.ppid;
	setInterval(() => {
		if (process.ppid !== npm) process.exit(1);
	}, 1000).unref();
}

const [command, ...args] = process.argv.slice(2);
const script = join(project, 'scripts', `${command}.ts`);
if (!command || !existsSync(script)) {
	console.error(`There is no command "${command ?? ''}".`);
	process.exit(2);
}
if (process.platform !== 'linux') {
	console.error('Điểm Cầu runs on Linux (tried on Debian 12).');
	process.exit(2);
}
if (!packagesAreInPlace()) {
	await alone(modules, async () => {
		if (!packagesAreInPlace()) await installPackages();
	});
}
exitWithNpm();
// Through this channel the command notices when this process is killed.
const stdio = /** @type {import('node:child_process').StdioOptions} */ ([
	'inherit',
	'inherit',
	'inherit',
	'ipc'
]);
process.exit(await run(node, [script, ...args], { stdio }));
