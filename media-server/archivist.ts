// The archivist's process.
import { connect } from '#lib/server/platform/db.ts';
import { startArchivist } from './archiving.ts';
import { runProgram } from './process.ts';

await runProgram('archivist', async (config, log) => {
	const database = await connect(config, { program: 'archivist', max: 5 });
	const archivist = await startArchivist({ config, sql: database.sql, log });
	return {
		async close() {
			await archivist.close();
			await database.end();
		}
	};
});
