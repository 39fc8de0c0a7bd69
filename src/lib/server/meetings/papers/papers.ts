// Papers of a meeting: PDF files, kept by the hash of their content.
import { fileTypeFromBuffer } from 'file-type';
import * as v from 'valibot';
import type { FieldError } from '#lib/protocol/forms.ts';
import { id as idShape } from '#lib/protocol/values.ts';
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { FileStore } from '#lib/server/platform/file-store.ts';
import { lockForPlanning, requireDoing, requireVisible } from '../access.ts';
import { listItems } from '../agenda/queries.ts';
import { mayPlan, type Asker } from '../permissions.ts';
import { largestPaper } from '../schema.ts';
import {
	deletePaper,
	findPaperFile,
	insertFile,
	insertPaper,
	listPapers,
	type PaperFile
} from './queries.ts';

const mostPapers = 100;
const longestTitle = 200;

/** `limit` as in the words of the problem: MB of a file, papers of a meeting. */
export type RefusedPaper = { fileName: string; problem: FieldError };

export type PaperUpload = { fileName: string; bytes: Uint8Array; agendaItemId: string | null };

/** Refused with `too_large` or `wrong_file_type`; what the file is called or says of itself does not count. */
export async function addPaper(
	sql: Sql,
	files: FileStore,
	person: Asker,
	meetingId: string,
	upload: PaperUpload
): Promise<string> {
	const { meeting } = await requireVisible(sql, person, meetingId);
	if (!mayPlan(person, meeting)) throw new CodedError('not_allowed');
	requireDoing(meeting, 'supplement');
	const mediaType = await requirePdf(upload.bytes);
	// Written before the row that names it: a crash in between leaves a file without a row, never the reverse.
	const stored = await files.put(upload.bytes);
	return transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'supplement');
		await requireItem(tx, meetingId, upload.agendaItemId);
		if ((await listPapers(tx, meetingId)).length >= mostPapers) {
			throw new CodedError('too_large', { data: { problem: 'too_many' } });
		}
		await insertFile(tx, stored, mediaType);
		const fileName = cleanFileName(upload.fileName);
		return insertPaper(tx, {
			meetingId,
			agendaItemId: upload.agendaItemId,
			title: titleOf(fileName),
			fileHash: stored.hash,
			fileName,
			uploadedBy: person.id
		});
	});
}

/** What was kept and what was not, file by file; whatever is not the fault of one file stops them all. */
export async function addPapers(
	sql: Sql,
	files: FileStore,
	person: Asker,
	meetingId: string,
	uploads: AsyncIterable<PaperUpload> | Iterable<PaperUpload>
): Promise<RefusedPaper[]> {
	const refused: RefusedPaper[] = [];
	for await (const upload of uploads) {
		try {
			await addPaper(sql, files, person, meetingId, upload);
		} catch (error) {
			const problem = error instanceof CodedError ? paperProblem(error) : undefined;
			if (problem === undefined) throw error;
			refused.push({ fileName: upload.fileName, problem });
		}
	}
	return refused;
}

export async function removePaper(
	sql: Sql,
	person: Asker,
	meetingId: string,
	paperId: string
): Promise<void> {
	await transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'supplement');
		if (!(await deletePaper(tx, meetingId, paperId))) throw new CodedError('not_found');
	});
}

/** The paper's file, for whoever may see the meeting. */
export async function paperFile(
	sql: Sql,
	person: Asker,
	meetingId: string,
	paperId: string
): Promise<PaperFile> {
	await requireVisible(sql, person, meetingId);
	const file = v.is(idShape, paperId) ? await findPaperFile(sql, meetingId, paperId) : undefined;
	if (file === undefined) throw new CodedError('not_found');
	return file;
}

async function requirePdf(bytes: Uint8Array): Promise<string> {
	if (bytes.byteLength > largestPaper) {
		throw new CodedError('too_large', { data: { problem: 'file_too_large' } });
	}
	const type = await fileTypeFromBuffer(bytes);
	if (type?.mime !== 'application/pdf')
		throw new CodedError('wrong_file_type', { data: { problem: 'file_wrong_type' } });
	return type.mime;
}

/** Undefined: it was not the file's fault. */
function paperProblem({ data }: CodedError): FieldError | undefined {
	switch (data?.problem) {
		case 'file_wrong_type':
			return { code: 'file_wrong_type' };
		case 'file_too_large':
			return { code: 'file_too_large', limit: Math.round(largestPaper / 1_000_000) };
		case 'too_many':
			return { code: 'too_many', limit: mostPapers };
		default:
			return undefined;
	}
}

async function requireItem(sql: Sql, meetingId: string, itemId: string | null): Promise<void> {
	if (itemId === null) return;
	const items = await listItems(sql, meetingId);
	if (!items.some((item) => item.id === itemId)) throw new CodedError('not_found');
}

/** Browsers send names, old ones whole paths; only the last part in its composed form is kept. */
export function cleanFileName(name: string): string {
	const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
	const clean = last.replace(/\p{Cc}/gu, '').trim();
	const stem = clean.replace(/\.pdf$/i, '').trim();
	return `${[...(stem === '' ? 'paper' : stem)].slice(0, longestTitle).join('')}.pdf`;
}

function titleOf(fileName: string): string {
	return fileName.slice(0, -'.pdf'.length).replaceAll('_', ' ').trim() || fileName;
}
