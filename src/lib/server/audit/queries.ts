import type { Sql } from '#lib/server/platform/db.ts';

export type Detail = Record<string, string | number | boolean | null | string[]>;

export type NewEntry = {
	personId: string | null;
	action: string;
	objectType: string | null;
	objectId: string | null;
	detail: Detail;
};

export type Entry = {
	id: number;
	at: Date;
	action: string;
	personId: string | null;
	personName: string | null;
	objectType: string | null;
	objectId: string | null;
	/** Name of the person or unit that the entry is about, if it is one. */
	objectName: string | null;
	detail: unknown;
};

export async function insertEntry(sql: Sql, entry: NewEntry): Promise<void> {
	await sql`
		insert into audit_entries (person_id, action, object_type, object_id, detail)
		values (${entry.personId}, ${entry.action}, ${entry.objectType}, ${entry.objectId}, ${sql.json(entry.detail)})
	`;
}

/** The newest first; `before` is the id where the page before ended. */
export async function selectEntries(
	sql: Sql,
	{ before, limit }: { before?: number; limit: number }
): Promise<Entry[]> {
	return sql<Entry[]>`
		select
			entry.id, entry.at, entry.action, entry.person_id, person.full_name as person_name,
			entry.object_type, entry.object_id, object.full_name as object_name, entry.detail
		from audit_entries entry
		left join people person on person.id = entry.person_id
		left join people object on entry.object_type = 'person' and object.id = entry.object_id
		where ${before === undefined ? sql`true` : sql`entry.id < ${before}`}
		order by entry.id desc
		limit ${limit}
	`;
}
