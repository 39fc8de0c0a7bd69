// The web program while developing: Vite serves the sources and passes /rtc/ on.
import { readFileSync } from 'node:fs';
import { createServer } from 'vite';
import { loadConfig } from '#lib/server/platform/config.ts';

const { host, port, tls, signallingPort } = loadConfig();
const server = await createServer({
	server: {
		host,
		port,
		strictPort: true,
		https: tls && { cert: readFileSync(tls.certificate), key: readFileSync(tls.key) },
		proxy: { '/rtc/': { target: `http://127.0.0.1:${signallingPort}`, ws: true } }
	}
});
await server.listen();
process.send?.('ready');

const end = () => void server.close().finally(() => process.exit(0));
process.on('SIGTERM', end);
process.on('disconnect', end);
