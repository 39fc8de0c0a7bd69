// The life of one city on the network with the database that comes along: started, doubled, killed, started again, ended.
// The tests follow each other on the same data folder.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts, isFree, networkAddresses } from '../../scripts/supervise/network.ts';
import { databaseOptions, openDatabase } from '../../src/lib/server/platform/db.ts';
import { findSecret } from '../../src/lib/server/platform/secrets.ts';
import { signTicket } from '../../src/lib/server/platform/ticket.ts';
import { claimsOf, conveneMeeting } from '../support/media/meeting.ts';
import { Seat } from '../support/media/seat.ts';
import { accountOf, ask, certificateOf, type City, isSignedIn, signIn } from './support/asking.ts';
import { NpmCommand } from './support/npm-command.ts';
import { pidOf, processesOf } from './support/running.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-setup-'));
const programs = ['src/main.ts', 'media-server/main.ts', 'media-server/archivist.ts'];
let settings: Record<string, string>;
let start: NpmCommand;
let city: City;

beforeAll(async () => {
	chmodSync(dataDir, 0o755);
	const port = String(await freePorts(4_500, 1, '0.0.0.0'));
	settings = { HOST: '0.0.0.0', PORT: port, DATA_DIR: dataDir };
	start = new NpmCommand(['start'], settings);
	city = { url: await start.ready(), dataDir };
});

afterAll(async () => {
	await start.interrupt();
	rmSync(dataDir, { recursive: true, force: true });
});

test('HOST=0.0.0.0 serves https with a certificate made for this machine', async () => {
	expect(city.url).toBe(`https://localhost:${settings.PORT}`);
	expect((await ask(city, '/healthz')).status).toBe(200);
	for (const address of networkAddresses().filter((one) => !one.includes(':'))) {
		const url = `https://${address}:${settings.PORT}`;
		expect(start.lines).toContain(`On this network: ${url}`);
		expect((await ask({ url, dataDir }, '/sign-in')).status).toBe(200);
	}
});

test('browsers are told to send media to an address that other machines reach', async () => {
	const addresses = await announcedAddresses();
	expect(addresses.length).toBeGreaterThan(0);
	for (const address of addresses) expect(networkAddresses()).toContain(address);
});

test('a second start on the same data folder is refused, and the first does not notice', async () => {
	const running = () => programs.map((words) => pidOf(dataDir, words));
	const before = running();
	const port = String(await freePorts(Number(settings.PORT) + 1, 1, '0.0.0.0'));
	const second = new NpmCommand(['start'], { ...settings, PORT: port });
	expect(await second.ended).toBe(1);
	expect(second.lines.join('\n')).toMatch(/Another start uses .*Stop it first, or choose another folder/s);
	expect(running()).toEqual(before);
	expect((await ask(city, '/healthz')).status).toBe(200);
});

test('after kill -9 of everything at once, the database too, a new start goes on with what was there', async () => {
	const cookie = await signIn(city, await accountOf(city, 'operator'));
	const before = processesOf(dataDir).map(({ pid }) => pid);
	const server = pidOf(dataDir, join(dataDir, 'postgres', 'cluster'));
	expect(await start.interrupt('SIGKILL')).toBe('SIGKILL');
	process.kill(server, 'SIGKILL');

	start = new NpmCommand(['start'], settings);
	expect(await start.ready()).toBe(city.url);
	const after = processesOf(dataDir).map(({ pid }) => pid);
	expect(after.filter((pid) => before.includes(pid))).toEqual([]);
	expect((await ask(city, '/healthz')).status).toBe(200);
	expect(await isSignedIn(city, cookie)).toBe(true);
});

test('Ctrl-C ends all of it, the database too', async () => {
	expect(await start.interrupt()).toBe(0);
	expect(processesOf(dataDir)).toEqual([]);
	expect(await isFree(Number(settings.PORT), '0.0.0.0')).toBe(true);
});

/** Where the media server says that it listens, asked through the city's own door. */
async function announcedAddresses(): Promise<string[]> {
	const database = openDatabase(await databaseOptions({ dataDir }), { program: 'test', max: 1 });
	try {
		const meeting = await conveneMeeting(database.sql);
		const secret = findSecret(dataDir, 'ticket') ?? '';
		const ticket = await signTicket(secret, claimsOf(meeting, meeting.chair));
		const seat = await Seat.connect(city.url, ticket, { certificate: certificateOf(dataDir) });
		try {
			await seat.join();
			const { iceCandidates } = await seat.ask('transport:create', { direction: 'receive' });
			return iceCandidates.map(({ address }) => address);
		} finally {
			seat.close();
		}
	} finally {
		await database.end();
	}
}
