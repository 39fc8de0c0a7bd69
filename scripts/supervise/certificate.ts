// A certificate of our own for HOST=0.0.0.0: browsers give camera and microphone only to https.
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rename } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { run } from '../prepare/run.ts';
import { step } from '../prepare/terminal.ts';
import { networkAddresses } from './network.ts';

/** The longest that all browsers take. */
const validDays = 825;
const renewBefore = 30 * 24 * 3_600_000;

export interface Certificate {
	certificate: string;
	key: string;
}

/** Made on the first start, and again when this machine has got other addresses or the time is nearly up. */
export async function selfSignedCertificate(dataDir: string): Promise<Certificate> {
	const folder = join(dataDir, 'tls');
	const files = { certificate: join(folder, 'self-signed.crt'), key: join(folder, 'self-signed.key') };
	const names = ['localhost', hostname(), '127.0.0.1', '::1', ...networkAddresses()];
	if (!covers(files, names)) {
		await step(`Certificate for ${names.join(', ')}`, async () => {
			await mkdir(folder, { recursive: true, mode: 0o700 });
			await make(files, [...new Set(names)]);
		});
	}
	return files;
}

function covers({ certificate, key }: Certificate, names: string[]): boolean {
	if (!existsSync(certificate) || !existsSync(key)) return false;
	const made = new X509Certificate(readFileSync(certificate));
	const inTime = made.validToDate.getTime() - Date.now() > renewBefore;
	return inTime && names.every((name) => (isIP(name) ? made.checkIP(name) : made.checkHost(name)));
}

async function make({ certificate, key }: Certificate, names: string[]): Promise<void> {
	const subjects = names.map((name) => `${isIP(name) ? 'IP' : 'DNS'}:${name}`).join(',');
	const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	args.push('-days', String(validDays), '-subj', `/O=Diem Cau/CN=${hostname().slice(0, 64)}`);
	for (const extension of [
		`subjectAltName=${subjects}`,
		'basicConstraints=critical,CA:FALSE',
		'keyUsage=critical,digitalSignature',
		'extendedKeyUsage=serverAuth'
	]) {
		args.push('-addext', extension);
	}
	await run('openssl', [...args, '-keyout', `${key}.new`, '-out', `${certificate}.new`]);
	await chmod(`${key}.new`, 0o600);
	await rename(`${key}.new`, key);
	await rename(`${certificate}.new`, certificate);
}
