// pdf.js, which only those fetch who see a paper. Its work is done in a worker of its own, from our own origin.
import {
	getDocument,
	GlobalWorkerOptions,
	type PDFDocumentLoadingTask
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url&no-inline';
import { PdfAssets } from './pdf-assets.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

/** A file of less than two of these comes whole. */
const partSize = 128 * 1024;

export function openPdf(url: string): PDFDocumentLoadingTask {
	return getDocument({
		url,
		// Only what a page needs is fetched, so that the first one is there long before the whole file is.
		rangeChunkSize: partSize,
		disableStream: true,
		disableAutoFetch: true,
		BinaryDataFactory: PdfAssets,
		useWorkerFetch: false
	});
}
