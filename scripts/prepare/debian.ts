// Debian packages that are missing: installed in one go where we may, named in one command where we may not.
import { ask, run } from './run.ts';
import { StopError, step } from './terminal.ts';

export interface Wanted {
	packages: string[];
	/** Why, in words for a person. */
	reason: string;
}

export async function installMissing(wanted: Wanted[]): Promise<void> {
	const missing = (
		await Promise.all(wanted.map(async (want) => ({ ...want, packages: await notInstalled(want.packages) })))
	).filter(({ packages }) => packages.length > 0);
	if (missing.length === 0) return;
	const names = [...new Set(missing.flatMap(({ packages }) => packages))];
	const reasons = missing.map(({ packages, reason }) => `  ${reason}: ${packages.join(' ')}`).join('\n');
	const asRoot = await rootCommand();
	if (!asRoot) {
		throw new StopError(
			`These Debian packages are missing:\n${reasons}\n\nInstall them, then start again:\n\n` +
				`  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}\n`
		);
	}
	console.log(`Debian packages to install:\n${reasons}`);
	await step('Debian packages', async (progress) => {
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		const apt = [...asRoot, 'apt-get', '-o', 'DPkg::Lock::Timeout=300'];
		const runApt = (...args: string[]) => {
			const [program, ...rest] = [...apt, ...args];
			return run(program ?? '', rest, { env, onLine: progress });
		};
		await runApt('update');
		await runApt('install', '-y', '--no-install-recommends', ...names);
	});
}

async function notInstalled(packages: string[]): Promise<string[]> {
	const states = await Promise.all(
		packages.map((name) => ask('dpkg-query', '--show', '--showformat=${db:Status-Status}', name))
	);
	return packages.filter((_, index) => states[index] !== 'installed');
}

/** What goes before apt-get: nothing for root, sudo where it asks for no password. */
async function rootCommand(): Promise<string[] | undefined> {
	if ((await ask('apt-get', '--version')) === undefined) return undefined;
	if (process.getuid?.() === 0) return [];
	return (await ask('sudo', '-n', 'true')) === undefined
		? undefined
		: ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive'];
}
