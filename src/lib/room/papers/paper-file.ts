// One paper as it is drawn: a page at a time, at the size in which it is shown, the next one ahead. What was passed over
// is not drawn to its end.
import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { pixelRatio, scaleFor, usualFit, type Fit, type Size } from './page-size.ts';

/** `unreachable` may be better in a moment; `unreadable` is the file's own fault. */
export type PaperFault = 'unreachable' | 'unreadable';

/** `size`: bytes. */
export type PaperSource = { url: string; size: number };
/** `fit` null: as is usual for such a page. */
export type Drawing = { page: number; room: Size; fit: Fit | null; zoom: number };
type Drawn = { key: string; canvas: HTMLCanvasElement; css: Size };

/** After so many pages what the file has unpacked is forgotten. */
const tidyAfter = 20;
const unreadable = new Set(['InvalidPDFException', 'PasswordException']);

export function faultOf(error: unknown): PaperFault {
	return error instanceof Error && unreadable.has(error.name) ? 'unreadable' : 'unreachable';
}

export class PaperFile {
	readonly pageCount: number;
	#document: PDFDocumentProxy;
	#task: RenderTask | undefined;
	/** Counts what was asked for: whatever is not the last is given up. */
	#turn = 0;
	#ahead: Drawn | undefined;
	#drawn = 0;

	private constructor(document: PDFDocumentProxy) {
		this.#document = document;
		this.pageCount = document.numPages;
	}

	/** Undefined when it was given up meanwhile. */
	static async open({ url, size }: PaperSource, signal: AbortSignal): Promise<PaperFile | undefined> {
		const { openPdf } = await import('./pdf-library.ts');
		if (signal.aborted) return undefined;
		const opening = openPdf(url, size);
		signal.addEventListener('abort', () => void opening.destroy());
		try {
			return new PaperFile(await opening.promise);
		} catch (error) {
			void opening.destroy();
			if (signal.aborted) return undefined;
			throw error;
		}
	}

	/** Onto the canvas; false when something else was asked for meanwhile. The page before stays until this one is whole. */
	async draw(target: HTMLCanvasElement, drawing: Drawing): Promise<boolean> {
		const turn = this.#begin();
		const ready = this.#ahead?.key === keyOf(drawing) ? this.#ahead : undefined;
		const drawn = ready ?? (await this.#render(drawing, turn));
		if (drawn === undefined || turn !== this.#turn) return false;
		copy(drawn, target);
		if (drawn !== ready) free(drawn.canvas);
		this.#forgetAhead();
		return true;
	}

	/** Of the next page everything is there before it is turned to. */
	async drawAhead(drawing: Drawing): Promise<void> {
		if (drawing.page > this.pageCount) return;
		const turn = this.#begin();
		await this.#tidy();
		const drawn = turn === this.#turn ? await this.#render(drawing, turn) : undefined;
		if (drawn === undefined) return;
		this.#forgetAhead();
		if (turn === this.#turn) this.#ahead = drawn;
		else free(drawn.canvas);
	}

	close(): void {
		this.#begin();
		this.#forgetAhead();
		void this.#document.loadingTask.destroy();
	}

	#begin(): number {
		this.#task?.cancel();
		this.#task = undefined;
		return ++this.#turn;
	}

	/** Undefined when it was passed over. */
	async #render(drawing: Drawing, turn: number): Promise<Drawn | undefined> {
		const page = await this.#document.getPage(drawing.page);
		if (turn !== this.#turn) return undefined;
		const canvas = document.createElement('canvas');
		const { css, viewport } = measure(page, drawing);
		canvas.width = Math.floor(viewport.width);
		canvas.height = Math.floor(viewport.height);
		const task = page.render({ canvas, viewport });
		this.#task = task;
		try {
			await task.promise;
			this.#drawn++;
			return { key: keyOf(drawing), canvas, css };
		} catch (error) {
			free(canvas);
			if (turn !== this.#turn) return undefined;
			throw error;
		} finally {
			if (this.#task === task) this.#task = undefined;
			page.cleanup();
		}
	}

	/** Fonts and pictures of pages long gone. Never while something is drawn. */
	async #tidy(): Promise<void> {
		if (this.#drawn < tidyAfter) return;
		this.#drawn = 0;
		await this.#document.cleanup();
	}

	#forgetAhead(): void {
		if (this.#ahead) free(this.#ahead.canvas);
		this.#ahead = undefined;
	}
}

function measure(page: PDFPageProxy, { room, fit, zoom }: Drawing) {
	const natural = page.getViewport({ scale: 1 });
	const scale = scaleFor(natural, room, fit ?? usualFit(natural), zoom);
	const css = { width: Math.floor(natural.width * scale), height: Math.floor(natural.height * scale) };
	const viewport = page.getViewport({ scale: scale * pixelRatio(css, devicePixelRatio) });
	return { css, viewport };
}

function copy({ canvas, css }: Drawn, target: HTMLCanvasElement): void {
	target.width = canvas.width;
	target.height = canvas.height;
	target.style.width = `${css.width}px`;
	target.style.height = `${css.height}px`;
	target.getContext('2d')?.drawImage(canvas, 0, 0);
}

/** Browsers keep a canvas' pixels until they come around to it. */
function free(canvas: HTMLCanvasElement): void {
	canvas.width = 0;
	canvas.height = 0;
}

function keyOf({ page, room, fit, zoom }: Drawing): string {
	return [page, room.width, room.height, fit, zoom, devicePixelRatio].join();
}
