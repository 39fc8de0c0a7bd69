// The media server's process.
import { connect } from '#lib/server/platform/db.ts';
import { prepareJobs } from '#lib/server/platform/jobs.ts';
import { runProgram } from './process.ts';
import { startMediaServer } from './server.ts';

await runProgram('media-server', async (config, log) => {
	const database = await connect(config, { program: 'media-server' });
	await prepareJobs(config);
	const server = await startMediaServer({ config, sql: database.sql, log });
	return {
		async close() {
			await server.close();
			await database.end();
		}
	};
});
