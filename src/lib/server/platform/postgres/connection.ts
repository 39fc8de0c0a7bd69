// How programs find the embedded server: DATA_DIR/postgres/connection.json, for its owner's eyes only.
import { chown, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';

const schema = v.strictObject({
	host: v.string(),
	port: v.number(),
	user: v.string(),
	password: v.string(),
	database: v.string()
});

export type Connection = v.InferOutput<typeof schema>;

export function serverFolder(dataDir: string): string {
	return join(resolve(dataDir), 'postgres');
}

export async function readConnection(dataDir: string): Promise<Connection> {
	const file = join(serverFolder(dataDir), 'connection.json');
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (cause) {
		throw new Error(`no database: ${file} cannot be read and DATABASE_URL is not set. Start with npm start`, {
			cause
		});
	}
	return v.parse(schema, JSON.parse(text));
}

/** Written aside and renamed, so that no reader meets half a file. */
export async function writeConnection(
	folder: string,
	connection: Connection,
	owner: { uid: number; gid: number }
): Promise<void> {
	const file = join(folder, 'connection.json');
	const draft = `${file}.${process.pid}`;
	await writeFile(draft, `${JSON.stringify(connection, null, '\t')}\n`, { mode: 0o600 });
	await chown(draft, owner.uid, owner.gid);
	await rename(draft, file);
}
