// Who did what: sign-ins, administration, later also what was read. Append-only, the table refuses all else.
import type { Sql } from '#lib/server/platform/db.ts';
import { type Detail, type Entry, insertEntry, selectEntries } from './queries.ts';

export type { Entry } from './queries.ts';

/** A closed set, so that the page has words for each: `system_action_<action>`. */
export const auditActions = [
	'signed_in',
	'sign_in_failed',
	'signed_out',
	'password_changed',
	'password_reset',
	'person_created',
	'person_changed',
	'person_disabled',
	'person_enabled',
	'units_imported',
	'units_closed',
	'meeting_changed'
] as const;
export type AuditAction = (typeof auditActions)[number];

export type AuditRecord = {
	/** Null when nobody is signed in. */
	personId: string | null;
	action: AuditAction;
	/** What the action was done to. */
	object?: { type: string; id: string };
	/** Never a secret, never what someone typed as a name: people type their password there. */
	detail?: Detail;
};

/** Called in the transaction of the action itself, so that neither exists without the other. */
export async function record(sql: Sql, { personId, action, object, detail }: AuditRecord): Promise<void> {
	await insertEntry(sql, {
		personId,
		action,
		objectType: object?.type ?? null,
		objectId: object?.id ?? null,
		detail: detail ?? {}
	});
}

export async function list(sql: Sql, page: { before?: number; limit: number }): Promise<Entry[]> {
	return selectEntries(sql, page);
}
