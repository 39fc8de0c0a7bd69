// A stored file as an HTTP answer: whole or the part that a player asks for, shown or downloaded.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ByteRange, FileStore } from './file-store.ts';

export type AnsweredFile = {
	hash: string;
	size: number;
	mediaType: string;
	fileName: string;
	/** Saved as a file instead of shown. */
	download: boolean;
};

export function fileAnswer(request: Request, files: Pick<FileStore, 'read'>, file: AnsweredFile): Response {
	const tag = `"${file.hash}"`;
	const headers = {
		'accept-ranges': 'bytes',
		// Only for the one who asked, and asked for anew each time, so that a right that ended ends here, too.
		'cache-control': 'private, no-cache',
		'content-disposition': `${file.download ? 'attachment' : 'inline'}; ${nameParameters(file.fileName)}`,
		'content-type': file.mediaType,
		etag: tag
	};
	if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
	const range = rangeOf(request, tag, file.size);
	if (range === 'none') {
		return new Response(null, {
			status: 416,
			headers: { ...headers, 'content-range': `bytes */${file.size}` }
		});
	}
	const { start, end } = range ?? { start: 0, end: file.size - 1 };
	const body = file.size === 0 ? null : bytes(files, file.hash, { start, end });
	const length = { 'content-length': String(end - start + 1) };
	if (range === undefined) return new Response(body, { headers: { ...headers, ...length } });
	const contentRange = `bytes ${start}-${end}/${file.size}`;
	return new Response(body, {
		status: 206,
		headers: { ...headers, ...length, 'content-range': contentRange }
	});
}

/** `if-range`: only while the file is still the one whose beginning the asker has. */
function rangeOf(request: Request, tag: string, size: number): ByteRange | 'none' | undefined {
	const asked = request.headers.get('range');
	const condition = request.headers.get('if-range');
	return asked === null || (condition !== null && condition !== tag) ? undefined : parseRange(asked, size);
}

/** `none`: no byte of the file lies in the range. Several ranges, or another unit, mean the whole file. */
export function parseRange(header: string, size: number): ByteRange | 'none' | undefined {
	const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? [];
	if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
	if (from === '') {
		const last = Number(to);
		return last === 0 || size === 0 ? 'none' : { start: Math.max(0, size - last), end: size - 1 };
	}
	const start = Number(from);
	const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
	if (to !== '' && Number(to) < start) return undefined;
	return start >= size ? 'none' : { start, end };
}

/** Vietnamese names for today's browsers, plain letters for the others. */
function nameParameters(name: string): string {
	const plain = name
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.replace(/đ/g, 'd')
		.replace(/Đ/g, 'D')
		.replace(/[^\w. -]/g, '_');
	const encoded = encodeURIComponent(name).replace(
		/['()*]/g,
		(mark) => `%${mark.charCodeAt(0).toString(16)}`
	);
	return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function bytes(files: Pick<FileStore, 'read'>, hash: string, range: ByteRange): ReadableStream<Uint8Array> {
	const file = files.read(hash, range);
	const chunks: AsyncIterator<Uint8Array> = file[Symbol.asyncIterator]();
	return new ReadableStream({
		async pull(controller) {
			const next = await chunks.next();
			if (next.done) controller.close();
			else controller.enqueue(next.value);
		},
		// The reader went away: a closed tab, a player that jumps.
		cancel() {
			file.destroy();
		}
	});
}

/** What was written just now, for saving. */
export function bytesAnswer(
	request: Request,
	bytes: Uint8Array,
	file: Pick<AnsweredFile, 'mediaType' | 'fileName'>
): Response {
	const all = { start: 0, end: bytes.byteLength - 1 };
	const fromMemory = {
		read: (_hash: string, { start, end } = all) => Readable.from([bytes.subarray(start, end + 1)])
	};
	const hash = createHash('sha256').update(bytes).digest('hex');
	return fileAnswer(request, fromMemory, { ...file, hash, size: bytes.byteLength, download: true });
}
