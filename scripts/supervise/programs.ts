// The three programs and what each is told on top of the supervisor's own environment.
import { join } from 'node:path';
import { type Config, isLoopback } from '#lib/server/platform/config.ts';
import { ffmpegPaths } from '#lib/server/platform/ffmpeg-path.ts';
import { freePorts, isFree, mainAddress } from './network.ts';
import { Program } from './program.ts';
import { selfSignedCertificate } from './certificate.ts';
import { notePrograms } from './strays.ts';
import { StopError } from '../prepare/terminal.ts';

const mediaPrograms = {
	'media-server': 'media-server/main.ts',
	archivist: 'media-server/archivist.ts'
};

export async function requireFreePort({ port, host }: Config): Promise<void> {
	if (await isFree(port, host)) return;
	throw new StopError(`Port ${port} is in use. Choose another: PORT=8080 npm start`);
}

/** Settles what was left open, such as ports and the certificate, as environment variables. */
export async function settleEnvironment(config: Config): Promise<NodeJS.ProcessEnv> {
	const given = process.env;
	const { ffmpeg, ffprobe } = ffmpegPaths(config);
	const settled: NodeJS.ProcessEnv = { ...given, FFMPEG_BIN: ffmpeg, FFPROBE_BIN: ffprobe };
	settled.NODE_ENV = config.nodeEnv;
	settled.DATA_DIR = config.dataDir;
	if (!given.SIGNALLING_PORT) {
		settled.SIGNALLING_PORT = String(await freePorts(config.signallingPort, 1, '127.0.0.1'));
	}
	if (!given.RTC_PORT) {
		settled.RTC_PORT = String(await freePorts(config.rtcPort, config.rtcWorkers, '0.0.0.0', true));
	}
	if (!given.RTC_ADDRESS) settled.RTC_ADDRESS = await mediaAddress(config);
	if (needsOwnCertificate(config)) {
		const { certificate, key } = await selfSignedCertificate(config.dataDir);
		Object.assign(settled, { TLS_CERT: certificate, TLS_KEY: key });
	}
	return settled;
}

export function createPrograms(
	config: Config,
	env: NodeJS.ProcessEnv,
	{ web, onFault }: { web: string; onFault: (text: string) => void }
): Program[] {
	const programs: Program[] = Object.entries({ ...mediaPrograms, web }).map(
		([name, script]) =>
			new Program({
				name,
				script,
				env,
				logFile: join(config.dataDir, 'logs', `${name}.log`),
				onStart: () => notePrograms(config.dataDir, programs),
				onFault
			})
	);
	return programs;
}

function needsOwnCertificate(config: Config): boolean {
	return !isLoopback(config.host) && !config.tls && !config.trustProxy;
}

/** Where browsers send media: loopback for a city on this machine alone, else this machine's address. */
async function mediaAddress(config: Config): Promise<string> {
	if (isLoopback(config.host) && !config.trustProxy) return '127.0.0.1';
	if (!isLoopback(config.host) && !['0.0.0.0', '::'].includes(config.host)) return config.host;
	const address = await mainAddress();
	if (address) return address;
	throw new StopError(
		'This machine has no address on a network. Set RTC_ADDRESS, or leave HOST at 127.0.0.1.'
	);
}
