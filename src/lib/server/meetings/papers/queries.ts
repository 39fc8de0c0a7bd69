import type { Sql } from '#lib/server/platform/db.ts';
import type { StoredFile } from '#lib/server/platform/file-store.ts';

export type Paper = {
	id: string;
	agendaItemId: string | null;
	title: string;
	fileName: string;
	size: number;
	uploadedAt: Date;
};
export type PaperFile = { fileHash: string; fileName: string; mediaType: string; size: number };

export async function insertFile(sql: Sql, file: StoredFile, mediaType: string): Promise<void> {
	await sql`
		insert into files (hash, size, media_type) values (${file.hash}, ${file.size}, ${mediaType})
		on conflict (hash) do nothing
	`;
}

export type NewPaper = {
	meetingId: string;
	agendaItemId: string | null;
	title: string;
	fileHash: string;
	fileName: string;
	uploadedBy: string;
};

export async function insertPaper(sql: Sql, paper: NewPaper): Promise<string> {
	const [row] = await sql<{ id: string }[]>`insert into papers ${sql(paper)} returning id`;
	if (row === undefined) throw new Error('insert returned no row');
	return row.id;
}

/** In the order of the agenda, then as they came. */
export async function listPapers(sql: Sql, meetingId: string): Promise<Paper[]> {
	return sql<Paper[]>`
		select p.id, p.agenda_item_id, p.title, p.file_name, f.size, p.uploaded_at
		from papers p join files f on f.hash = p.file_hash left join agenda_items i on i.id = p.agenda_item_id
		where p.meeting_id = ${meetingId}
		order by i.position nulls last, p.uploaded_at, p.id
	`;
}

export async function findPaperFile(
	sql: Sql,
	meetingId: string,
	paperId: string
): Promise<PaperFile | undefined> {
	const [row] = await sql<PaperFile[]>`
		select p.file_hash, p.file_name, f.media_type, f.size
		from papers p join files f on f.hash = p.file_hash
		where p.id = ${paperId} and p.meeting_id = ${meetingId}
	`;
	return row;
}

export async function deletePaper(sql: Sql, meetingId: string, paperId: string): Promise<boolean> {
	const rows = await sql`
		delete from papers where id = ${paperId} and meeting_id = ${meetingId} returning id
	`;
	return rows.length === 1;
}
