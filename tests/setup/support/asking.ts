// A browser's requests without a browser: https checked against the city's own certificate.
import { readFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { NpmCommand } from './npm-command.ts';

export interface City {
	url: string;
	dataDir: string;
}

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
}

const accounts = v.array(v.object({ role: v.string(), signInName: v.string(), password: v.string() }));
export type Account = v.InferOutput<typeof accounts>[number];

export function certificateOf(dataDir: string): Buffer {
	return readFileSync(join(dataDir, 'tls', 'self-signed.crt'));
}

export function ask(
	city: City,
	path: string,
	{ headers = {}, form }: { headers?: Record<string, string>; form?: Record<string, string> } = {}
): Promise<Answer> {
	const url = new URL(path, city.url);
	const options: RequestOptions = {
		method: form ? 'POST' : 'GET',
		headers: {
			accept: 'text/html',
			...(form && { origin: city.url, 'content-type': 'application/x-www-form-urlencoded' }),
			...headers
		}
	};
	return new Promise((resolve, reject) => {
		const request =
			url.protocol === 'https:'
				? tlsRequest(url, { ...options, ca: certificateOf(city.dataDir) })
				: plainRequest(url, options);
		request.once('error', reject);
		request.once('response', (response) => {
			text(response).then(
				(body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
				reject
			);
		});
		request.end(form && new URLSearchParams(form).toString());
	});
}

/** What `npm run demo:accounts` tells of this city's people. */
export async function accountOf(city: City, role: string): Promise<Account> {
	const command = new NpmCommand(['run', '--silent', 'demo:accounts', '--', '--json'], {
		DATA_DIR: city.dataDir
	});
	const code = await command.ended;
	if (code !== 0) throw new Error(`demo:accounts ended with ${code}\n${command.lines.join('\n')}`);
	const found = v.parse(accounts, JSON.parse(command.lines.join(''))).find((one) => one.role === role);
	if (!found) throw new Error(`there is no ${role} in the demo`);
	return found;
}

/** Signs in and answers the cookies. */
export async function signIn(city: City, { signInName, password }: Account): Promise<string> {
	const answer = await ask(city, '/sign-in', { form: { signInName, password } });
	if (answer.status !== 303) throw new Error(`not signed in: ${answer.status} ${answer.body}`);
	return (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}

/** Whether the first page opens, instead of leading to the sign-in page. */
export async function isSignedIn(city: City, cookie: string): Promise<boolean> {
	const { status } = await ask(city, '/', { headers: { cookie } });
	return status === 200;
}
