// The whole product under load: started as a user would, in a data folder of its own, with its city of 253 units.
import { setTimeout as pause } from 'node:timers/promises';
import * as auth from '#lib/server/auth/auth.ts';
import * as meetings from '#lib/server/meetings/meetings.ts';
import { connect, type Database } from '#lib/server/platform/db.ts';
import * as units from '#lib/server/units/units.ts';
import type { Conduct } from '#lib/protocol/values.ts';
import { accountsOf, startProduct, type Account, type Product } from '../../tests/browser/support/product.ts';
import { freePorts } from '../../scripts/supervise/network.ts';
import { familyOf, pin, somewhereIn } from '../report/machine.ts';
import { measure } from '../report/meter.ts';
import { Logs } from './complaints.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const settles = 200;
/** Milliseconds between two looks at what is still at work after a meeting, and for how long it is waited for. */
const looksEvery = 2000;
const longestRest = 5 * 60_000;
/** Share of a core below which somebody only waits. */
const atRest = 0.02;

export type Officers = { chair: Account; secretary: Account; operator: Account };
export type Meeting = { id: string; title: string; officers: Officers; clerks: Account[] };
export type CityProcesses = Record<
	'web' | 'signalling' | 'worker' | 'database' | 'recording' | 'archivist',
	number[]
>;

export class City {
	readonly url: string;
	readonly dataDir: string;
	readonly rtcPort: number;
	readonly logs: Logs;
	/** How its workers are set, for who reads the figures. */
	readonly setting: string;
	readonly #product: Product;
	readonly #database: Database;
	readonly #accounts: Account[];
	#ended = false;

	private constructor(product: Product, database: Database, rtcPort: number, setting: string) {
		this.#product = product;
		this.#database = database;
		this.#accounts = accountsOf(product.dataDir);
		this.url = product.url;
		this.dataDir = product.dataDir;
		this.logs = new Logs(product.dataDir);
		this.rtcPort = rtcPort;
		this.setting = setting;
	}

	/**
	 * Everything on the one core, the media workers on the other. With the usual budget a single worker would send the
	 * last sites away, or spill; `packets` says how much one is given.
	 */
	static async start({ workers = 1, packets = 200_000 } = {}): Promise<City> {
		const [port, signalling, rtc] = [
			await freePorts(somewhereIn(4500), 1, '127.0.0.1'),
			await freePorts(somewhereIn(5500), 1, '127.0.0.1'),
			await freePorts(somewhereIn(30_500), workers, '127.0.0.1', true)
		];
		const setting = { RTC_WORKERS: String(workers), WORKER_PACKETS: String(packets) };
		const product = await startProduct({
			PORT: String(port),
			SIGNALLING_PORT: String(signalling),
			RTC_PORT: String(rtc),
			...setting,
			LOG_LEVEL: 'info'
		});
		try {
			const database = await connect({ dataDir: product.dataDir }, { program: 'bench' });
			const said = Object.entries(setting).map(([name, value]) => `${name}=${value}`);
			const city = new City(product, database, rtc, said.join(' '));
			city.pin();
			return city;
		} catch (error) {
			await product.stop();
			throw error;
		}
	}

	get processes(): CityProcesses {
		const family = familyOf(this.#product.supervisor.pid ?? 0);
		const named = (...words: string[]) =>
			family.filter(({ command }) => words.some((word) => command.includes(word))).map(({ pid }) => pid);
		return {
			web: named('src/main.ts'),
			signalling: named('media-server/main.ts'),
			worker: named('mediasoup-worker'),
			database: named('postgres'),
			recording: named('ffmpeg', 'recording/writer.ts'),
			archivist: named('media-server/archivist.ts')
		};
	}

	pin(): void {
		const { worker } = this.processes;
		for (const { pid } of familyOf(this.#product.supervisor.pid ?? 0)) {
			pin(pid, worker.includes(pid) ? '1' : '0');
		}
	}

	account(role: string): Account {
		const found = this.#accounts.find((account) => account.role === role);
		if (found === undefined) throw new Error(`the demo has no ${role}`);
		return found;
	}

	/** A meeting of so many sites, the main site among them; the invitations are sent. */
	async convene(sites: number, conduct: Conduct = 'chaired'): Promise<Meeting> {
		const { sql } = this.#database;
		const clock = { now: new Date(), timeZone };
		const person = await this.#person(this.account('secretary'));
		const title = `${sites} điểm cầu`;
		const id = await meetings.createDraft(sql, person, { title, kind: 'briefing' }, clock);
		const officers = {
			chair: this.account('chair'),
			secretary: this.account('secretary'),
			operator: this.account('operator')
		};
		const [chair, operator] = [await this.#person(officers.chair), await this.#person(officers.operator)];
		const named = { chairId: chair.id, secretaryId: person.id, operatorId: operator.id };
		await meetings.saveWhat(sql, person, id, {
			title,
			kind: 'briefing',
			conduct,
			quorumRule: 'half',
			note: '',
			deputyId: null,
			actingRoles: ['secretary'],
			...named
		});
		await meetings.saveWhen(sql, person, id, soon(), timeZone);
		const clerks = this.#clerks().slice(0, sites - 1);
		const day = units.dayOf(clock.now, timeZone);
		for (const { unitCode } of clerks) {
			const unit = await units.findUnitByCode(sql, unitCode, day);
			if (unit === undefined) throw new Error(`there is no unit ${unitCode}`);
			await meetings.invite(sql, person, id, { kind: 'unit', of: unit.id }, clock);
		}
		await meetings.convene(sql, person, id, clock);
		return { id, title, officers, clerks };
	}

	/**
	 * Resolves when the recordings of earlier meetings are composed, which happens on the core of the load; false when
	 * that takes too long.
	 */
	async rest(): Promise<boolean> {
		const began = performance.now();
		for (;;) {
			const done = measure(() => {
				const { recording, archivist } = this.processes;
				return { left: [...recording, ...archivist] };
			});
			await pause(looksEvery);
			const { by, seconds } = done();
			if ((by.left?.cpu ?? 0) / seconds < atRest) return true;
			if (performance.now() - began > longestRest) return false;
		}
	}

	async end(): Promise<void> {
		if (this.#ended) return;
		this.#ended = true;
		await this.#database.end();
		await this.#product.stop();
		await pause(settles);
	}

	#clerks(): Account[] {
		const main = this.account('chair').unitCode;
		return this.#accounts.filter(({ role, unitCode }) => role === 'clerk' && unitCode !== main);
	}

	async #person({ signInName, password }: Account) {
		const { sql } = this.#database;
		const { token } = await auth.signIn(sql, { signInName, password }, { address: '127.0.0.1' });
		const session = await auth.check(sql, token);
		if (session === undefined) throw new Error(`${signInName} is not signed in`);
		return session.person;
	}
}

/** In some minutes, as the people of the city would say it. */
function soon(): meetings.schema.When {
	const at = new Date(Date.now() + 10 * 60_000);
	const part = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat('sv-SE', { timeZone, ...options }).format(at);
	return {
		date: part({ year: 'numeric', month: '2-digit', day: '2-digit' }),
		time: part({ hour: '2-digit', minute: '2-digit' }),
		plannedMinutes: 60,
		place: ''
	};
}
