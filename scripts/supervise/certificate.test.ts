import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { selfSignedCertificate } from './certificate.ts';
import { networkAddresses } from './network.ts';

test('the certificate names this machine in every way it is reached, and is made once', async () => {
	const dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-tls-'));
	const { certificate, key } = await selfSignedCertificate(dataDir);
	const pem = readFileSync(certificate, 'utf8');
	const made = new X509Certificate(pem);
	for (const name of ['localhost', hostname()]) expect(made.checkHost(name)).toBe(name);
	for (const address of ['127.0.0.1', ...networkAddresses()]) expect(made.checkIP(address)).toBe(address);
	expect(statSync(key).mode & 0o777).toBe(0o600);
	await selfSignedCertificate(dataDir);
	expect(readFileSync(certificate, 'utf8')).toBe(pem);
});
