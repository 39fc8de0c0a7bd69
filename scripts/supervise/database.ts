// The database from nothing to ready: the embedded server unless DATABASE_URL names one, our schema, the demo's city.
import { existsSync } from 'node:fs';
import { refuseDemoAccounts } from '#lib/server/auth/auth.ts';
import { accountsFile, seedDemo } from '#lib/server/demo/demo.ts';
import type { Config } from '#lib/server/platform/config.ts';
import { connect, type Sql } from '#lib/server/platform/db.ts';
import { migrate } from '#lib/server/platform/migrate.ts';
import { startEmbedded } from '#lib/server/platform/postgres/embedded.ts';
import { step, StopError } from '../prepare/terminal.ts';

export interface RunningDatabase {
	stop(): Promise<void>;
}

export async function startDatabase(
	config: Config,
	onFault: (text: string) => void
): Promise<RunningDatabase> {
	const embedded = config.databaseUrl
		? undefined
		: await step('PostgreSQL', () =>
				startEmbedded(config.dataDir, { onFault: (error) => onFault(`PostgreSQL: ${String(error)}`) })
			);
	const stop = async () => embedded?.stop();
	try {
		await prepareContents(config);
	} catch (cause) {
		await stop();
		throw cause;
	}
	return { stop };
}

async function prepareContents(config: Config): Promise<void> {
	const database = await connect(config, { program: 'start', max: 4 });
	try {
		const applied = await migrate(database.sql);
		if (applied.length > 0) console.log(`✓ Database schema: ${applied.join(', ')}`);
		if (config.mode === 'demo') await prepareDemo(database.sql, config);
		else await refuseDemo(database.sql);
	} finally {
		await database.end();
	}
}

async function refuseDemo(sql: Sql): Promise<void> {
	try {
		await refuseDemoAccounts(sql);
	} catch (cause) {
		throw cause instanceof Error ? new StopError(cause.message) : cause;
	}
}

async function prepareDemo(sql: Sql, config: Config): Promise<void> {
	const seed = (onProgress?: (done: number, all: number) => void) => seedDemo(sql, { ...config, onProgress });
	if (existsSync(accountsFile(config.dataDir))) return void (await seed());
	await step('Demo city: units, people, passwords', (progress) =>
		seed((done, all) => progress(`${done} of ${all} people`))
	);
}
