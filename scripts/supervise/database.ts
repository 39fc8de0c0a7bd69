// The database from nothing to ready: the embedded server unless DATABASE_URL names one, then our schema.
import type { Config } from '#lib/server/platform/config.ts';
import { connect } from '#lib/server/platform/db.ts';
import { migrate } from '#lib/server/platform/migrate.ts';
import { startEmbedded } from '#lib/server/platform/postgres/embedded.ts';
import { step } from '../prepare/terminal.ts';

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
	const database = await connect(config, { program: 'start', max: 2 });
	try {
		const applied = await migrate(database.sql);
		if (applied.length > 0) console.log(`✓ Database schema: ${applied.join(', ')}`);
	} finally {
		await database.end();
	}
}
