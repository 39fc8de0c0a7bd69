// Builds the worker from the sources in mediasoup's package against the system's libraries.
//
// The package's own build downloads meson and six libraries. Here each of these is a folder of ours in
// `overrides/`, which stands where the download would be unpacked and forwards to Debian's library. Debian's libsrtp
// encrypts through NSS, slowly: `overrides/libsrtp3/src` gives it ciphers by OpenSSL.
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFiles } from '../prepare/files.ts';
import { ask, run } from '../prepare/run.ts';
import type { Progress } from '../prepare/terminal.ts';

export const buildPackages = [
	'meson',
	'ninja-build',
	'pkg-config',
	'g++',
	'libuv1-dev',
	'libssl-dev',
	'libsrtp2-dev',
	'libabsl-dev',
	'flatbuffers-compiler',
	'libflatbuffers-dev'
];

const libraries = ['libuv', 'openssl', 'libsrtp2', 'absl_strings', 'flatbuffers'];
const overrides = join(import.meta.dirname, 'overrides');
/** Of ours, beside the worker's own. */
const sources = join(import.meta.dirname, 'sources');
const headers = join(import.meta.dirname, 'headers.hpp');
const options = ['--buildtype', 'release', '-Db_ndebug=true', '--wrap-mode=nodownload'];

interface Patch {
	file: string;
	from: string | RegExp;
	to: string;
}

const patches: Patch[] = [
	// Debian 12 has meson 1.0.1, which suffices.
	{ file: 'meson.build', from: "meson_version: '>= 1.1.0'", to: "meson_version: '>= 1.0.0'" },
	{
		file: 'meson.build',
		from: "cpp_args: cpp_args + ['-DMS_EXECUTABLE'],",
		to: "cpp_args: cpp_args + ['-DMS_EXECUTABLE'],\n  cpp_pch: 'pch/headers.hpp',"
	},
	// The wrap's own patch would replace our folder.
	{ file: 'subprojects/unordered-dense.wrap', from: /^patch_directory.*\n/m, to: '' },
	// Return calls carry BIO_CB_RETURN as a bit beside the operation, so that equality never holds and every
	// control call was answered 1. An OpenSSL with kernel TLS, as Debian's, then takes kTLS for switched on,
	// keeps no write buffer, and the worker dies in the first DTLS handshake.
	{
		file: 'src/RTC/DtlsTransport.cpp',
		from: '(operationType == BIO_CB_RETURN) ?',
		to: '((operationType & BIO_CB_RETURN) != 0) ?'
	},
	// What goes to the same address at once is handed to the kernel in one call: sources/include/handles/DatagramBatch.hpp.
	{
		file: 'include/handles/UdpSocketHandle.hpp',
		from: '#include <uv.h>',
		to: '#include "handles/DatagramBatch.hpp"\n#include <uv.h>'
	},
	{
		file: 'include/handles/UdpSocketHandle.hpp',
		from: 'size_t sentBytes{ 0 };\n',
		to: 'size_t sentBytes{ 0 };\n\tDatagramBatch* batch{ nullptr };\n'
	},
	{
		file: 'src/handles/UdpSocketHandle.cpp',
		from: 'MS_THROW_ERROR("error setting local IP and port");\n\t}\n',
		to: 'MS_THROW_ERROR("error setting local IP and port");\n\t}\n\n\tthis->batch = new DatagramBatch(this->uvHandle, this->sentBytes);\n'
	},
	{
		file: 'src/handles/UdpSocketHandle.cpp',
		from: '\t// First try uv_udp_try_send().',
		to: `\tif (this->batch->Add(data, len, addr, cb))
		return;

	// First try uv_udp_try_send().`
	},
	{
		file: 'src/handles/UdpSocketHandle.cpp',
		from: '\tthis->closed = true;\n',
		to: '\tthis->closed = true;\n\tthis->batch->Close();\n'
	}
];

/** Names a build: the same key, the same binary. Nothing while compiler or libraries are missing. */
export async function buildKey(version: string): Promise<string | undefined> {
	const tools = await Promise.all([
		ask('g++', '-dumpfullversion'),
		ask('meson', '--version'),
		ask('flatc', '--version'),
		...libraries.map((library) => ask('pkg-config', '--modversion', library))
	]);
	if (tools.includes(undefined)) return undefined;
	const steps = JSON.stringify([options, patches.map(({ file, from, to }) => [file, String(from), to])]);
	const recipe = createHash('sha256')
		.update(hashFiles([overrides, sources, headers]))
		.update(steps)
		.digest('hex')
		.slice(0, 12);
	const [compiler, , , ...versions] = tools.map(compatible);
	return [version, process.arch, `gcc${compiler}`, ...versions, recipe].join('-');
}

/** Debian's security updates leave the interface alone; no update of OpenSSL may cost a build. */
function compatible(version: string | undefined): string {
	return version?.split('.').slice(0, 2).join('.') ?? '';
}

/** Builds in `folder`, which keeps what is done when interrupted, and leaves the binary at `target`. */
export async function buildWorker(packaged: string, folder: string, target: string, progress: Progress) {
	const source = join(folder, 'source');
	const build = join(folder, 'build');
	const prepared = join(folder, 'prepared');
	if ((await readFile(prepared, 'utf8').catch(() => '')) !== 'yes') {
		progress('copying sources');
		await rm(folder, { recursive: true, force: true });
		await copySources(packaged, source);
		progress('meson setup');
		await run('meson', ['setup', build, source, ...options]);
		await writeFile(prepared, 'yes');
	}
	const onLine = (line: string) => {
		const done = /^\[\d+\/\d+\]/.exec(line);
		if (done) progress(done[0]);
	};
	// Meson does not know that the compiled headers read these generated ones.
	await run('ninja', ['-C', build, 'fbs/FBS/message.h']);
	await run('ninja', ['-C', build, 'mediasoup-worker'], { onLine });
	await run('strip', ['-o', `${target}.stripped`, join(build, 'mediasoup-worker')]);
	await rename(`${target}.stripped`, target);
}

/** The package's sources as we build them. */
export async function copySources(packaged: string, source: string): Promise<void> {
	await cp(packaged, source, { recursive: true });
	await rm(join(source, 'out'), { recursive: true, force: true });
	await mkdir(join(source, 'pch'));
	await cp(headers, join(source, 'pch', 'headers.hpp'));
	await cp(sources, source, { recursive: true });
	await applyOverrides(source);
	await applyPatches(source);
}

/** A folder at the name that a wrap gives is used instead of the wrap's download. */
async function applyOverrides(source: string): Promise<void> {
	for (const name of await readdir(overrides)) {
		const wrap = await readFile(join(source, 'subprojects', `${name}.wrap`), 'utf8');
		const directory = /^directory\s*=\s*(\S+)/m.exec(wrap)?.[1];
		if (!directory)
			throw new Error(`${name}.wrap names no directory: the recipe does not fit this mediasoup`);
		const folder = join(source, 'subprojects', directory);
		await mkdir(folder, { recursive: true });
		await cp(join(overrides, name), folder, { recursive: true });
	}
}

async function applyPatches(source: string): Promise<void> {
	for (const { file, from, to } of patches) {
		const path = join(source, file);
		const before = await readFile(path, 'utf8');
		const after = before.replace(from, to);
		if (after === before)
			throw new Error(`${file} is not as expected: the recipe does not fit this mediasoup`);
		await writeFile(path, after);
	}
}
