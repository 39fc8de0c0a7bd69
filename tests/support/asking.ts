// Asks a page's load, action or endpoint as the web program would, without a server.
import { isActionFailure, isHttpError } from '@sveltejs/kit';
import * as v from 'valibot';
import { createLog } from '../../src/lib/server/platform/log.ts';
import type { Sql } from '../../src/lib/server/platform/db.ts';
import { timeZone } from './city.ts';

export interface Asked {
	person: { id: string; unitId: string; duties: readonly string[] } | null;
	params?: Record<string, string>;
	query?: string;
	/** What an action's form sends. */
	form?: Record<string, string>;
}

/** A load, an action or an endpoint, whatever its route. */
export type Handler = (event: never) => unknown;

/** `data` is what the page would be told: the code of an error, the failure of a form, or the answer. */
export type Told = { status: number; data: unknown };

export async function ask(sql: Sql, handler: Handler | undefined, asked: Asked): Promise<Told> {
	if (handler === undefined) throw new TypeError('the route has no such handler');
	const { person, params = {}, query = '', form } = asked;
	const url = new URL(`http://localhost/${query}`);
	const body = new FormData();
	for (const [name, value] of Object.entries(form ?? {})) body.append(name, value);
	const event = {
		locals: { sql, person, sessionId: person && 'session', config: { timeZone }, log: createLog('test') },
		params,
		url,
		request: form === undefined ? new Request(url) : new Request(url, { method: 'POST', body }),
		depends: () => undefined
	};
	try {
		return answered(await Reflect.apply(handler, undefined, [event]));
	} catch (cause) {
		if (isHttpError(cause)) return { status: cause.status, data: cause.body.message };
		throw cause;
	}
}

async function answered(answer: unknown): Promise<Told> {
	if (isActionFailure(answer)) return { status: answer.status, data: answer.data };
	if (answer instanceof Response) return { status: answer.status, data: await textOf(answer) };
	return { status: 200, data: answer };
}

const refusal = v.object({ ok: v.literal(false), error: v.object({ code: v.string() }) });

/** An endpoint for scripts refuses in JSON, which comes down to its code. */
async function textOf(answer: Response): Promise<string> {
	const text = await answer.text();
	if (!answer.headers.get('content-type')?.startsWith('application/json')) return text;
	const refused = v.safeParse(refusal, JSON.parse(text));
	return refused.success ? refused.output.error.code : text;
}
