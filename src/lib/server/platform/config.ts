import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { findSecret, makeSecret } from './secrets.ts';

/**
 * The one place where programs read the environment. Names, meaning and order are the same as in `.env.example`.
 * An empty value counts as unset.
 */

const exampleSecret = 'replace-me-with-32-or-more-random-characters';

const text = v.pipe(v.string(), v.trim());
const flag = v.pipe(
	v.picklist(['true', 'false'], 'must be true or false'),
	v.transform((value) => value === 'true')
);
const wholeNumber = (from: number, to: number) =>
	v.pipe(
		v.string(),
		v.digits(`must be a whole number from ${from} to ${to}`),
		v.transform(Number),
		v.minValue(from, `must be at least ${from}`),
		v.maxValue(to, `must be at most ${to}`)
	);
const port = wholeNumber(1, 65_535);
const existingFile = v.pipe(
	text,
	v.check((path) => existsSync(path), 'names a file that does not exist')
);
const list = v.pipe(
	text,
	v.transform((value) => value.split(',').map((item) => item.trim()))
);
const origin = v.pipe(
	text,
	v.check((value) => {
		if (!URL.canParse(value)) return false;
		const url = new URL(value);
		return ['http:', 'https:'].includes(url.protocol) && value.replace(/\/$/, '') === url.origin;
	}, 'must be scheme, name and port only, such as https://hop.example.gov.vn'),
	v.transform((value) => new URL(value).origin)
);

const variables = v.object({
	NODE_ENV: v.optional(v.picklist(['production', 'development', 'test']), 'production'),
	DIEM_CAU_MODE: v.optional(v.picklist(['demo', 'production'], 'must be demo or production'), 'demo'),
	PORT: v.optional(port, '3000'),
	HOST: v.optional(text, '127.0.0.1'),
	DATA_DIR: v.optional(
		v.pipe(
			text,
			v.transform((path) => resolve(path))
		),
		'./data'
	),
	DATABASE_URL: v.optional(v.pipe(text, v.regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'))),
	ORIGIN: v.optional(origin),
	TRUST_PROXY: v.optional(flag, 'false'),
	TLS_CERT: v.optional(existingFile),
	TLS_KEY: v.optional(existingFile),
	SIGNALLING_PORT: v.optional(port, '3010'),
	METRICS_PORT: v.optional(port),
	RTC_PORT: v.optional(port, '44444'),
	RTC_ADDRESS: v.optional(text, '127.0.0.1'),
	RTC_WORKERS: v.optional(wholeNumber(1, 128), String(availableParallelism())),
	WORKER_PACKETS: v.optional(wholeNumber(1000, 1_000_000), '90000'),
	TURN_URLS: v.optional(list),
	TURN_SECRET: v.optional(text),
	TICKET_SECRET: v.optional(v.pipe(text, v.minLength(32, 'must have at least 32 characters'))),
	FFMPEG_BIN: v.optional(existingFile),
	FFPROBE_BIN: v.optional(existingFile),
	MEDIASOUP_WORKER_BIN: v.optional(existingFile),
	MEDIASOUP_WORKER_BUILD: v.optional(flag, 'false'),
	LOG_LEVEL: v.optional(v.picklist(['trace', 'debug', 'info', 'warn', 'error', 'fatal']), 'info')
});

export const variableNames = Object.keys(variables.entries);

type Variables = v.InferOutput<typeof variables>;

/** Rules between two variables. Each runs when the variables it reads are sound, so that all faults show at once. */
const environment = v.pipe(
	variables,
	v.forward(
		v.partialCheck(
			[['TLS_CERT'], ['TLS_KEY']],
			bothOrNeither('TLS_CERT', 'TLS_KEY'),
			'and TLS_KEY go together'
		),
		['TLS_CERT']
	),
	v.forward(
		v.partialCheck(
			[['TURN_URLS'], ['TURN_SECRET']],
			bothOrNeither('TURN_URLS', 'TURN_SECRET'),
			'and TURN_SECRET go together'
		),
		['TURN_URLS']
	),
	v.forward(
		v.partialCheck(
			[['DIEM_CAU_MODE'], ['TLS_CERT'], ['TRUST_PROXY']],
			(env) => env.DIEM_CAU_MODE === 'demo' || env.TLS_CERT !== undefined || env.TRUST_PROXY,
			'needs TLS in production: set TLS_CERT and TLS_KEY, or TRUST_PROXY=true behind a proxy that does TLS'
		),
		['DIEM_CAU_MODE']
	),
	v.forward(
		v.partialCheck(
			[['DIEM_CAU_MODE'], ['ORIGIN']],
			(env) => env.DIEM_CAU_MODE === 'demo' || env.ORIGIN === undefined || env.ORIGIN.startsWith('https:'),
			'must be https in production'
		),
		['ORIGIN']
	),
	v.forward(
		v.partialCheck(
			[['DIEM_CAU_MODE'], ['TICKET_SECRET'], ['DATA_DIR']],
			(env) => env.DIEM_CAU_MODE === 'demo' || isOwnSecret(env.TICKET_SECRET, env.DATA_DIR),
			'must be set to a secret of your own in production, not the example and not the one made for the demo'
		),
		['TICKET_SECRET']
	)
);

export type Config = ReturnType<typeof toConfig>;

export class ConfigError extends Error {
	readonly problems: string[];

	constructor(problems: string[]) {
		super(['The configuration cannot be used:', ...problems.map((line) => `  ${line}`)].join('\n'));
		this.name = 'ConfigError';
		this.problems = problems;
	}
}

/** Reads `.env` beside the product into the environment; what is already set wins. */
export function loadEnvFile(file = '.env'): void {
	if (existsSync(file)) process.loadEnvFile(file);
}

/** Reads and checks all settings; throws one `ConfigError` that names every fault. */
export function loadConfig(env?: Record<string, string | undefined>): Config {
	if (!env) loadEnvFile();
	const given = Object.entries(env ?? process.env).filter(([, value]) => value?.trim());
	const result = v.safeParse(environment, Object.fromEntries(given));
	if (!result.success) {
		throw new ConfigError(result.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`));
	}
	return toConfig(result.output);
}

function toConfig(env: Variables) {
	return {
		nodeEnv: env.NODE_ENV,
		mode: env.DIEM_CAU_MODE,
		port: env.PORT,
		host: env.HOST,
		dataDir: env.DATA_DIR,
		/** Unset: the embedded server in the data folder. */
		databaseUrl: env.DATABASE_URL,
		/** The address people type, when it cannot be told from the request. */
		origin: env.ORIGIN,
		trustProxy: env.TRUST_PROXY,
		tls: env.TLS_CERT && env.TLS_KEY ? { certificate: env.TLS_CERT, key: env.TLS_KEY } : undefined,
		signallingPort: env.SIGNALLING_PORT,
		/** Unset: no metrics. */
		metricsPort: env.METRICS_PORT,
		/** Worker number n listens on `rtcPort + n`, UDP and TCP. */
		rtcPort: env.RTC_PORT,
		rtcAddress: env.RTC_ADDRESS,
		rtcWorkers: env.RTC_WORKERS,
		/** Packets a second that one worker may send before a room spills to another one. */
		workerPackets: env.WORKER_PACKETS,
		turn: env.TURN_URLS && env.TURN_SECRET ? { urls: env.TURN_URLS, secret: env.TURN_SECRET } : undefined,
		ticketSecret: env.TICKET_SECRET ?? makeSecret(env.DATA_DIR, 'ticket'),
		ffmpegBin: env.FFMPEG_BIN,
		ffprobeBin: env.FFPROBE_BIN,
		workerBin: env.MEDIASOUP_WORKER_BIN,
		/** Also where it could be downloaded. */
		buildsWorker: env.MEDIASOUP_WORKER_BUILD,
		logLevel: env.LOG_LEVEL
	};
}

export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function isOwnSecret(secret: string | undefined, dataDir: string): boolean {
	return secret !== undefined && secret !== exampleSecret && secret !== findSecret(dataDir, 'ticket');
}

function bothOrNeither<A extends keyof Variables, B extends keyof Variables>(first: A, second: B) {
	return (env: Pick<Variables, A | B>) => (env[first] === undefined) === (env[second] === undefined);
}
