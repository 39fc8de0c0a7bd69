import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets that an installation makes for itself: files of mode 600 under `DATA_DIR/secrets`. */

export function findSecret(dataDir: string, name: string): string | undefined {
	try {
		return readFileSync(secretFile(dataDir, name), 'utf8').trim();
	} catch (cause) {
		if (hasCode(cause, 'ENOENT')) return undefined;
		throw cause;
	}
}

/** The secret of this name, made at the first call. Two programs that start together get the same one. */
export function makeSecret(dataDir: string, name: string): string {
	const found = findSecret(dataDir, name);
	if (found) return found;
	const file = secretFile(dataDir, name);
	const draft = `${file}.${process.pid}`;
	mkdirSync(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 });
	writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
	try {
		// A link appears whole or not at all, and never replaces what another program just made.
		linkSync(draft, file);
	} catch (cause) {
		if (!hasCode(cause, 'EEXIST')) throw cause;
	} finally {
		rmSync(draft);
	}
	return readFileSync(file, 'utf8').trim();
}

function secretFile(dataDir: string, name: string): string {
	return join(dataDir, 'secrets', name);
}

function hasCode(cause: unknown, code: string): boolean {
	return cause instanceof Error && 'code' in cause && cause.code === code;
}
