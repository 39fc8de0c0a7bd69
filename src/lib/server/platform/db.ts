// The only door to PostgreSQL: 15 or newer, embedded or at DATABASE_URL.
//
// What arrives: columns in camelCase; timestamptz as Date; date as 'YYYY-MM-DD' (a day has no time zone);
// bigint as number (refused above 2^53); numeric as string; json as plain data, keys untouched.
// JSON columns: hand values in by `sql.json(value)`, never by JSON.stringify (that lands as a JSON string);
// what comes out is `unknown` until the valibot schema of its domain has parsed it.
// Sessions speak UTC: say `at time zone 'Asia/Ho_Chi_Minh'` where a query means the local day.
import postgres from 'postgres';
import { readConnection } from './postgres/connection.ts';

export interface DatabaseConfig {
	databaseUrl?: string | undefined;
	dataDir: string;
}

export interface DatabaseOptions {
	host?: string;
	port?: number;
	user?: string;
	password?: string;
	database?: string;
	url?: string;
}

interface ColumnTypes extends Record<string, unknown> {
	int8: number;
	day: string;
}

/** What a query function takes first: the client or a transaction of it. */
export type Sql = postgres.ISql<ColumnTypes>;
export type Client = postgres.Sql<ColumnTypes>;
export type Transaction = postgres.TransactionSql<ColumnTypes>;

export interface Database {
	sql: Client;
	end(): Promise<void>;
}

const oldestServer = 15;

/**
 * Where the database is, for every program alike. The embedded server's address and password stand in
 * DATA_DIR/postgres/connection.json, which its supervisor writes.
 */
export async function databaseOptions(config: DatabaseConfig): Promise<DatabaseOptions> {
	return config.databaseUrl === undefined
		? readConnection(config.dataDir)
		: optionsForUrl(config.databaseUrl);
}

export function optionsForUrl(databaseUrl: string): DatabaseOptions {
	const url = new URL(databaseUrl);
	const socketFolder = url.searchParams.get('host');
	// Postgres.js would send `host` to the server as a setting, where libpq takes it for the socket's folder.
	url.searchParams.delete('host');
	return { url: url.href, ...(socketFolder ? { host: socketFolder } : {}) };
}

/** The same in the words of node-postgres, for pg-boss. */
export async function bossOptions(config: DatabaseConfig) {
	const { url, ...options } = await databaseOptions(config);
	return url === undefined ? options : { connectionString: config.databaseUrl };
}

/** Connects and refuses a server that is too old. `program` names the connections in pg_stat_activity. */
export async function connect(
	config: DatabaseConfig,
	options: { program: string; max?: number }
): Promise<Database> {
	const database = openDatabase(await databaseOptions(config), options);
	try {
		await requireServer(database.sql);
	} catch (error) {
		await database.end();
		throw error;
	}
	return database;
}

export function openDatabase(
	where: DatabaseOptions,
	options: { program: string; max?: number; onStatement?: (text: string) => void }
): Database {
	const { url, ...address } = where;
	const { onStatement } = options;
	const settings = {
		...address,
		max: options.max ?? 10,
		onnotice: () => undefined,
		connection: { application_name: options.program, TimeZone: 'UTC' },
		transform: { column: camelColumns },
		types: columnTypes,
		...(onStatement && { debug: (_: number, text: string) => onStatement(text) })
	};
	const sql = url === undefined ? postgres(settings) : postgres(url, settings);
	return { sql, end: () => sql.end({ timeout: 5 }) };
}

// Not `postgres.camel`: that would rename the keys inside JSON values, too.
const camelColumns = { from: postgres.toCamel, to: postgres.fromCamel };

const columnTypes = {
	int8: { to: 20, from: [20], serialize: (value: number) => String(value), parse: parseInt8 },
	day: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (text: string) => text }
};

function parseInt8(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
	return value;
}

async function requireServer(sql: Client): Promise<void> {
	const [row] = await sql<{ version: number; shown: string }[]>`
		select current_setting('server_version_num')::integer as version, current_setting('server_version') as shown
	`;
	if (row !== undefined) refuseOldServer(row.version, row.shown);
}

/** `version` as server_version_num has it: 150004 is 15.4. */
export function refuseOldServer(version: number, shown: string): void {
	if (version >= oldestServer * 10_000) return;
	throw new Error(
		`PostgreSQL ${shown} is too old: Điểm Cầu needs PostgreSQL ${oldestServer} or newer. ` +
			'Point DATABASE_URL at a newer server, or leave it out to use the embedded one.'
	);
}

/** One transaction; inside another one, a savepoint. */
export async function transaction<T>(sql: Sql, work: (sql: Transaction) => Promise<T>): Promise<T> {
	// Wrapped, because the driver would await each element of a returned array.
	const wrapped = async (inner: Transaction) => ({ value: await work(inner) });
	if (isTransaction(sql)) return (await sql.savepoint(wrapped)).value;
	if (isClient(sql)) return (await sql.begin(wrapped)).value;
	throw new TypeError('not a database client');
}

function isTransaction(sql: Sql): sql is Transaction {
	return 'savepoint' in sql;
}

function isClient(sql: Sql): sql is Client {
	return 'begin' in sql;
}
