// Who asks, and when: what the operations behind all pages take.
import type { RequestEvent } from '@sveltejs/kit';
import { timeZone } from '#lib/format/time-zone.ts';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import type { Clock } from '#lib/server/meetings/meetings.ts';
import type { Client } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';

export type Asking = { sql: Client; person: SignedInPerson; clock: Clock };

/** The guard of (app) has asked before; an endpoint or action asks again. */
export function asking({ locals }: Pick<RequestEvent, 'locals'>): Asking {
	if (locals.person === null) throw new CodedError('not_signed_in');
	return {
		sql: locals.sql,
		person: locals.person,
		clock: { now: new Date(), timeZone }
	};
}
