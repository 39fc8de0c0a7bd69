// The worker that mediasoup's authors publish for each release: the quick way where their server can be reached.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform, release } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../prepare/run.ts';

const answerWithin = 5_000;
const downloadWithin = 120_000;

/** Puts the published worker at `target`; false where it cannot be had. */
export async function downloadWorker(version: string, target: string): Promise<boolean> {
	const kernel = release().split('.')[0];
	const archive = `mediasoup-worker-${version}-${platform()}-${arch()}-kernel${kernel}.tgz`;
	const address = `https://github.com/versatica/mediasoup/releases/download/${version}/${archive}`;
	const body = await open(address);
	if (!body) return false;
	const folder = `${target}.download`;
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	try {
		await writeFile(join(folder, archive), body);
		await run('tar', ['--extract', '--gzip', '--file', archive], { cwd: folder });
		await mkdir(dirname(target), { recursive: true });
		await rename(join(folder, 'mediasoup-worker'), target);
		return true;
	} catch (cause) {
		console.log(`  The published media worker could not be used: ${String(cause)}`);
		return false;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** A closed network must cost seconds: the answer has to begin soon, the rest may take its time. */
async function open(address: string) {
	const limit = new AbortController();
	const timer = setTimeout(() => limit.abort(), answerWithin);
	try {
		const signal = AbortSignal.any([limit.signal, AbortSignal.timeout(downloadWithin)]);
		const response = await fetch(address, { signal });
		return response.ok ? response.body : null;
	} catch {
		return null;
	} finally {
		clearTimeout(timer);
	}
}
