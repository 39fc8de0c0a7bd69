// The media worker of this installation: given, downloaded, or built; accepted only when media has passed through it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Config } from '#lib/server/platform/config.ts';
import { alone } from '../lock.mjs';
import { cacheFolder } from '../prepare/files.ts';
import { run } from '../prepare/run.ts';
import { StopError, step } from '../prepare/terminal.ts';
import { buildKey, buildWorker } from './build.ts';
import { downloadWorker } from './prebuilt.ts';

const cache = join(cacheFolder, 'media-worker');
const packageFile = createRequire(import.meta.url)
	.resolve('mediasoup')
	.replace(/node\/lib\/index\.js$/, 'package.json');
const { version } = v.parse(v.object({ version: v.string() }), JSON.parse(readFileSync(packageFile, 'utf8')));
export const packagedSources = join(dirname(packageFile), 'worker');

/** Where mediasoup looks by itself. */
const standardPlace = join(packagedSources, 'out', 'Release', 'mediasoup-worker');
const published = join(cache, `published-${version}-${process.platform}-${process.arch}`, 'mediasoup-worker');

type Wish = Pick<Config, 'workerBin' | 'buildsWorker'>;

/** True when the next `prepareWorker` needs the compiler and the libraries' headers. */
export async function mustBuildWorker({ workerBin, buildsWorker }: Wish): Promise<boolean> {
	if (workerBin || (!buildsWorker && isAccepted(published))) return false;
	const built = await builtPlace();
	if (built && isAccepted(built)) return false;
	return buildsWorker || alone(cache, async () => !(await usePublished()));
}

/** Leaves an accepted worker where mediasoup finds it. Build packages must be there if `mustBuildWorker` said so. */
export async function prepareWorker({ workerBin, buildsWorker }: Wish): Promise<void> {
	if (workerBin) return acceptGiven(workerBin);
	await alone(cache, async () => {
		const binary = !buildsWorker && isAccepted(published) ? published : await build();
		await putInPlace(binary);
	});
}

async function acceptGiven(binary: string): Promise<void> {
	const fault = await passGate(binary);
	if (fault) throw new StopError(`MEDIASOUP_WORKER_BIN=${binary} carries no media: ${fault}`);
}

async function usePublished(): Promise<boolean> {
	if (isAccepted(published)) return true;
	if (!(await downloadWorker(version, published))) {
		console.log('• Media worker: no published binary can be had here, it has to be built');
		return false;
	}
	const fault = await passGate(published);
	if (!fault) return true;
	console.log(`• Media worker: the published binary carries no media here, it has to be built (${fault})`);
	await rm(published);
	return false;
}

async function build(): Promise<string> {
	const binary = await builtPlace();
	if (!binary) throw new Error('the packages for building the media worker are not complete');
	if (isAccepted(binary)) return binary;
	await step('Media worker: building (about 3 minutes on 2 cores)', async (progress) => {
		const folder = dirname(binary);
		await mkdir(folder, { recursive: true });
		await buildWorker(packagedSources, join(folder, 'work'), binary, progress);
		progress('DTLS handshakes with media');
		const fault = await passGate(binary);
		if (fault) throw new StopError(`The media worker was built, but carries no media: ${fault}`);
		await rm(join(folder, 'work'), { recursive: true });
	});
	return binary;
}

async function builtPlace(): Promise<string | undefined> {
	const key = await buildKey(version);
	return key && join(cache, key, 'mediasoup-worker');
}

async function putInPlace(binary: string): Promise<void> {
	if (existsSync(standardPlace) && hashOf(standardPlace) === hashOf(binary)) return;
	await mkdir(dirname(standardPlace), { recursive: true });
	const draft = `${standardPlace}.${process.pid}`;
	await copyFile(binary, draft);
	// A worker that runs right now keeps its file.
	await rename(draft, standardPlace);
}

/** Runs the gate once for each binary; gives the fault, if any. */
async function passGate(binary: string): Promise<string | undefined> {
	if (isAccepted(binary)) return undefined;
	const fault = await faultOf(binary);
	if (fault) return fault;
	await mkdir(join(cache, 'accepted'), { recursive: true });
	await writeFile(markerOf(binary), `${binary}\n`);
	return undefined;
}

/** Why a binary cannot carry media; nothing when it can. */
export async function faultOf(binary: string): Promise<string | undefined> {
	try {
		await run(process.execPath, [join(import.meta.dirname, 'gate.ts'), binary]);
		return undefined;
	} catch (cause) {
		return cause instanceof Error ? cause.message : String(cause);
	}
}

function isAccepted(binary: string): boolean {
	return existsSync(binary) && existsSync(markerOf(binary));
}

function markerOf(binary: string): string {
	return join(cache, 'accepted', hashOf(binary));
}

function hashOf(file: string): string {
	return createHash('sha256').update(readFileSync(file)).digest('hex');
}
