// PostgreSQL refuses to run as root; so as root its programs run as another user of the system.
import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { chmod, chown, readFile, stat } from 'node:fs/promises';

export interface Account {
	name: string;
	uid: number;
	gid: number;
	/** Whether programs must be started under this account, being root now. */
	change: boolean;
	/** A capability that lets it pass through folders that only root may enter. */
	capability?: 'dac_read_search' | 'dac_override';
}

/** The owner of the existing folder; for a new one `postgres`, else `nobody`; ourselves when not root. */
export async function chooseAccount(folder: string): Promise<Account> {
	const owner = await ownerOf(folder);
	const uid = process.getuid?.() ?? 0;
	if (uid !== 0) {
		if (owner !== undefined && owner.uid !== uid) {
			throw new Error(`${folder} belongs to the user with id ${owner.uid}; start as that user or as root`);
		}
		return { name: `user ${uid}`, uid, gid: process.getgid?.() ?? uid, change: false };
	}
	if (owner?.uid === 0) throw new Error(`${folder} belongs to root, which PostgreSQL does not accept`);
	if (owner !== undefined) return { name: `user ${owner.uid}`, ...owner, change: true };
	const passwd = await readFile('/etc/passwd', 'utf8');
	const account = findUser(passwd, 'postgres') ?? findUser(passwd, 'nobody');
	if (account === undefined) throw new Error('PostgreSQL needs a user `postgres` or `nobody` to run as');
	return account;
}

export function findUser(passwd: string, name: string): Account | undefined {
	const fields = passwd
		.split('\n')
		.find((line) => line.startsWith(`${name}:`))
		?.split(':');
	if (fields === undefined) return undefined;
	return { name, uid: Number(fields[2]), gid: Number(fields[3]), change: true };
}

/** Lets the account's group pass through a data folder that is closed to all but root; it still cannot be listed. */
export async function admit(account: Account, folder: string): Promise<void> {
	const { uid, mode } = await stat(folder);
	if (!account.change || uid !== 0 || (mode & 0o777) !== 0o700) return;
	await chown(folder, 0, account.gid);
	await chmod(folder, 0o710);
}

/**
 * The account as it can enter `folder`: as it is, or with a capability where a folder above is closed to it (data below
 * /root, a clone with mode 700).
 */
export async function withAccess(account: Account, folder: string): Promise<Account> {
	if (!account.change) return account;
	const failures: string[] = [];
	for (const capability of [undefined, 'dac_read_search', 'dac_override'] as const) {
		const attempt: Account = { ...account, capability };
		try {
			// Not `test -x`: access(2) looks at the user alone and does not count capabilities.
			await run(attempt, 'stat', [`${folder}/.`]);
			return attempt;
		} catch (error) {
			failures.push(error instanceof Error ? error.message : String(error));
		}
	}
	throw new Error(
		`PostgreSQL runs as ${account.name}, who cannot enter ${folder}. ` +
			'Open the folders above it (chmod o+x), move DATA_DIR, or start as another user than root.\n' +
			failures.join('\n')
	);
}

export function start(
	account: Account,
	program: string,
	args: string[],
	options: SpawnOptions = {}
): ChildProcess {
	const clean: SpawnOptions = {
		// PG… and LC_… variables of whoever starts us must not change the server.
		env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
		cwd: '/',
		...options
	};
	if (!account.change) return spawn(program, args, clean);
	if (account.capability === undefined) {
		return spawn(program, args, { ...clean, uid: account.uid, gid: account.gid });
	}
	const identity = ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups'];
	const added = `+${account.capability}`;
	const capabilities = ['--inh-caps', added, '--ambient-caps', added];
	return spawn('setpriv', [...identity, ...capabilities, '--', program, ...args], clean);
}

/** Runs a program to its end and returns what it said; on failure that is in the error. */
export function run(account: Account, program: string, args: string[], input = ''): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = start(account, program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
		let said = '';
		child.stdout?.on('data', (chunk) => (said += chunk));
		child.stderr?.on('data', (chunk) => (said += chunk));
		child.on('error', reject);
		child.on('close', (code, signal) => {
			if (code === 0) resolve(said.trim());
			else reject(new Error(`${program} ended with ${signal ?? code}: ${said.trim()}`));
		});
		// A program that ends before it has read its input says so by its exit code.
		child.stdin?.on('error', () => undefined);
		child.stdin?.end(input);
	});
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
	try {
		const { uid, gid } = await stat(folder);
		return { uid, gid };
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}
