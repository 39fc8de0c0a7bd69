// Who asks: what every operation on records takes.
import type { RequestEvent } from '@sveltejs/kit';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import type { Client } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';

/** The guard of (app) has asked before; an endpoint or action asks again. */
export function asking({ locals }: Pick<RequestEvent, 'locals'>): { sql: Client; person: SignedInPerson } {
	if (locals.person === null) throw new CodedError('not_signed_in');
	return { sql: locals.sql, person: locals.person };
}
