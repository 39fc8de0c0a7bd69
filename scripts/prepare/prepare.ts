// Everything that a command needs on this machine. Each part looks first and costs next to nothing when it is there.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath } from '../../tests/browser/support/chromium.ts';
import type { Config } from '#lib/server/platform/config.ts';
import { findFfmpeg } from '#lib/server/platform/ffmpeg-path.ts';
import { buildPackages } from '../media-worker/build.ts';
import { mustBuildWorker, prepareWorker } from '../media-worker/worker.ts';
import { prepareBuild, prepareGenerated } from './build.ts';
import { installMissing, type Wanted } from './debian.ts';
import { ask, RunError } from './run.ts';
import { StopError } from './terminal.ts';

const debianServers = '/usr/lib/postgresql';

export async function prepareProduct(config: Config): Promise<void> {
	await preparePrograms(config, []);
	await prepareBuild();
}

export async function prepareDevelopment(config: Config): Promise<void> {
	await preparePrograms(config, []);
	await prepareGenerated();
}

async function preparePrograms(config: Config, also: Wanted[]): Promise<void> {
	await installMissing([...(await productNeeds(config)), ...also]);
	await prepareWorker(config);
}

/** What the tests need; the build only where they run the whole product. */
export async function prepareTests(config: Config, withBuild: boolean): Promise<{ oldestServer: string }> {
	const also: Wanted[] = [];
	if (!chromiumPath()) also.push({ packages: ['chromium'], reason: 'a browser for the tests' });
	if (!debianServer()) {
		also.push({ packages: ['postgresql-15'], reason: 'the oldest supported server, for the tests' });
	}
	also.push({ packages: ['coturn'], reason: 'a TURN server, for the tests' });
	await preparePrograms(config, also);
	await prepareGenerated();
	if (withBuild) await prepareBuild();
	const oldestServer = debianServer();
	if (!oldestServer) throw new StopError(`No PostgreSQL 15 to 17 was found in ${debianServers}.`);
	return { oldestServer };
}

/** The product, a browser for its pages, a compiler for the floor; the peer may be missing. */
export async function prepareBenchmarks(config: Config): Promise<void> {
	const also: Wanted[] = [{ packages: buildPackages, reason: 'measuring what a packet costs at least' }];
	if (!chromiumPath()) also.push({ packages: ['chromium'], reason: 'real pages in the meeting' });
	await preparePrograms(config, also);
	await prepareBuild();
	await installMissing([{ packages: ['janus'], reason: 'a peer to compare with' }]).catch(
		(cause: unknown) => {
			if (!(cause instanceof StopError || cause instanceof RunError)) throw cause;
			console.log(`• There will be no comparison with Janus: ${cause.message}`);
		}
	);
}

async function productNeeds(config: Config): Promise<Wanted[]> {
	const needs: Wanted[] = [];
	if (await mustBuildWorker(config)) needs.push({ packages: buildPackages, reason: 'building the media worker' });
	if (!findFfmpeg(config)) needs.push({ packages: ['ffmpeg'], reason: 'recordings' });
	if ((await ask('openssl', 'version')) === undefined) {
		needs.push({ packages: ['openssl'], reason: 'the certificate for HOST=0.0.0.0' });
	}
	return needs;
}

/** The programs of the oldest server here that is older than the embedded one. */
function debianServer(): string | undefined {
	if (!existsSync(debianServers)) return undefined;
	const versions = readdirSync(debianServers).map(Number);
	const oldest = versions.filter((version) => version >= 15 && version < 18).toSorted((a, b) => a - b)[0];
	const bin = oldest && join(debianServers, String(oldest), 'bin');
	return bin && existsSync(join(bin, 'initdb')) ? bin : undefined;
}
