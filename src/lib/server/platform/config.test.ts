import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigError, isLoopback, loadConfig } from './config.ts';
import { makeSecret } from './secrets.ts';

const dataDir = () => mkdtempSync(join(tmpdir(), 'diem-cau-config-'));
const secret = 'a-secret-of-this-city-0123456789-abcdef';

function problemsOf(env: Record<string, string>): string[] {
	try {
		loadConfig({ DATA_DIR: dataDir(), ...env });
	} catch (cause) {
		if (cause instanceof ConfigError) return cause.problems;
		throw cause;
	}
	return [];
}

describe('reading the environment', () => {
	test('an empty environment gives a demo on loopback with the embedded database', () => {
		const dir = dataDir();
		const config = loadConfig({ DATA_DIR: dir });
		expect(config).toMatchObject({
			mode: 'demo',
			port: 3000,
			host: '127.0.0.1',
			dataDir: dir,
			trustProxy: false
		});
		expect(config.databaseUrl).toBeUndefined();
	});

	test('an empty value counts as unset', () => {
		expect(loadConfig({ DATA_DIR: dataDir(), PORT: '', ORIGIN: ' ' }).port).toBe(3000);
	});

	test('the data folder becomes an absolute path', () => {
		const env = { DATA_DIR: './somewhere', TICKET_SECRET: secret };
		expect(loadConfig(env).dataDir).toBe(resolve('somewhere'));
	});

	test('lists and numbers arrive as lists and numbers', () => {
		const env = {
			DATA_DIR: dataDir(),
			TURN_URLS: 'turn:a:3478, turns:b:5349',
			TURN_SECRET: 'x',
			RTC_WORKERS: '3'
		};
		const config = loadConfig(env);
		expect(config.turn?.urls).toEqual(['turn:a:3478', 'turns:b:5349']);
		expect(config.rtcWorkers).toBe(3);
	});

	test('every fault is named at once', () => {
		const problems = problemsOf({
			PORT: '99999',
			DIEM_CAU_MODE: 'prod',
			DATABASE_URL: 'mysql://x',
			TLS_CERT: '/no/such/file',
			TURN_URLS: 'turn:a'
		});
		expect(problems.map((problem) => problem.split(' ')[0]).toSorted()).toEqual(
			['DATABASE_URL', 'DIEM_CAU_MODE', 'PORT', 'TLS_CERT', 'TURN_URLS'].toSorted()
		);
	});

	test.for(['0', '65536', '-1', '3e3', '80.5', 'http'])('%s is not a port', (value) => {
		expect(problemsOf({ PORT: value })).toHaveLength(1);
	});

	test.for(['hop.example.vn', 'https://hop.example.vn/path', 'ftp://hop.example.vn'])(
		'%s is no origin',
		(value) => {
			expect(problemsOf({ ORIGIN: value })).toHaveLength(1);
		}
	);
});

describe('the ticket secret', () => {
	test('a demo makes one on the first start and keeps it, readable by its owner only', () => {
		const dir = dataDir();
		const first = loadConfig({ DATA_DIR: dir }).ticketSecret;
		expect(first.length).toBeGreaterThanOrEqual(32);
		expect(loadConfig({ DATA_DIR: dir }).ticketSecret).toBe(first);
		expect(statSync(join(dir, 'secrets', 'ticket')).mode & 0o777).toBe(0o600);
	});

	test('two installations do not share one', () => {
		expect(loadConfig({ DATA_DIR: dataDir() }).ticketSecret).not.toBe(
			loadConfig({ DATA_DIR: dataDir() }).ticketSecret
		);
	});
});

describe('production', () => {
	const production = { DIEM_CAU_MODE: 'production', TICKET_SECRET: secret, TRUST_PROXY: 'true' };

	test('starts behind a declared TLS proxy with a secret of its own', () => {
		expect(problemsOf(production)).toEqual([]);
	});

	test('starts with a certificate of its own', () => {
		const file = join(dataDir(), 'pem');
		writeFileSync(file, '');
		expect(problemsOf({ ...production, TRUST_PROXY: 'false', TLS_CERT: file, TLS_KEY: file })).toEqual([]);
	});

	test('refuses to start without TLS and without a secret, and says both', () => {
		const problems = problemsOf({ DIEM_CAU_MODE: 'production' });
		expect(problems).toHaveLength(2);
		expect(problems.join()).toMatch(/TLS.*TICKET_SECRET/);
	});

	test('refuses the secret of the example file', () => {
		expect(
			problemsOf({ ...production, TICKET_SECRET: exampleEnvironment().TICKET_SECRET ?? '' })
		).toHaveLength(1);
	});

	test('refuses the secret that the demo made', () => {
		const dir = dataDir();
		const made = makeSecret(dir, 'ticket');
		expect(problemsOf({ ...production, DATA_DIR: dir, TICKET_SECRET: made })).toHaveLength(1);
	});

	test('refuses a public address in plain http', () => {
		expect(problemsOf({ ...production, ORIGIN: 'http://hop.example.vn' })).toHaveLength(1);
	});
});

test('the example file names the settings in the order of the schema', () => {
	const source = readFileSync(new URL('./config.ts', import.meta.url), 'utf8');
	const inSchema = [...source.matchAll(/^\t([A-Z_]+): v\./gm)].map((match) => match[1]);
	const inExample = [...exampleText().matchAll(/^#?\s?([A-Z_]+)=/gm)].map((match) => match[1]);
	expect(inExample).toEqual(inSchema);
});

test('loopback addresses are told from addresses of the network', () => {
	expect(['127.0.0.1', '127.1.2.3', 'localhost', '::1'].every(isLoopback)).toBe(true);
	expect(['0.0.0.0', '192.0.2.7', '::', 'hop.example.vn'].some(isLoopback)).toBe(false);
});

function exampleText(): string {
	return readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
}

function exampleEnvironment(): Record<string, string | undefined> {
	return parseEnv(exampleText().replaceAll(/^# ([A-Z_]+=)/gm, '$1'));
}
