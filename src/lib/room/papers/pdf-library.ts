// pdf.js, which only those fetch who see a paper. Its work is done in a worker of its own, from our own origin.
import {
	getDocument,
	GlobalWorkerOptions,
	type PDFDocumentLoadingTask
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url&no-inline';
import { PdfAssets } from './pdf-assets.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Bytes up to which a file is asked for once, whole. */
const smallFile = 512 * 1024;
/** Of a large one. What is needed side by side is asked for together; the table of its pages may be scattered. */
const partSize = 32 * 1024;

export function openPdf(url: string, size: number): PDFDocumentLoadingTask {
	const whole = size <= smallFile;
	return getDocument({
		url,
		// Of a large file only what a page needs is fetched, so that the first one is there long before the last.
		disableRange: whole,
		rangeChunkSize: partSize,
		disableStream: !whole,
		disableAutoFetch: !whole,
		BinaryDataFactory: PdfAssets,
		useWorkerFetch: false
	});
}
