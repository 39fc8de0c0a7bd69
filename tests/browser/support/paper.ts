// Papers whose pages are told apart by their colour, so that the pixels of a page say which one it is.
import type { Page } from 'playwright/test';

export type Colour = readonly [number, number, number];

/** One page for each colour, upright, with its number in Symbol, a font that no file need bring along. */
export function colouredPdf(colours: readonly Colour[]): Buffer<ArrayBuffer> {
	const pages = colours.map((_, index) => 4 + index * 2);
	const bodies = colours.flatMap((colour, index) => {
		const rgb = colour.map((part) => (part / 255).toFixed(3)).join(' ');
		const drawing = `${rgb} rg 0 0 595 842 re f 0 g BT /F1 48 Tf 60 740 Td (${index + 1}) Tj ET`;
		return [
			`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + index * 2} 0 R>>`,
			`<</Length ${drawing.length}>>stream\n${drawing}\nendstream`
		];
	});
	return pdfOf([
		'<</Type/Catalog/Pages 2 0 R>>',
		`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((id) => `${id} 0 R`).join(' ')}]>>`,
		'<</Type/Font/Subtype/Type1/BaseFont/Symbol>>',
		...bodies
	]);
}

/** Numbered from 1, the first one the catalogue. */
function pdfOf(objects: readonly string[]): Buffer<ArrayBuffer> {
	let text = '%PDF-1.7\n';
	const offsets = objects.map((body, index) => {
		const offset = text.length;
		text += `${index + 1} 0 obj\n${body}\nendobj\n`;
		return offset;
	});
	const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
	const size = objects.length + 1;
	const trailer = `trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
	return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}

/** The colour in the middle of the page that is drawn; undefined while none is. */
export function drawnColour(page: Page): Promise<number[] | undefined> {
	return page.evaluate(() => {
		const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-page]');
		const spot = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
		if (!canvas || !spot || canvas.width < 2) return undefined;
		spot.drawImage(canvas, canvas.width / 2, canvas.height / 2, 1, 1, 0, 0, 1, 1);
		const { data } = spot.getImageData(0, 0, 1, 1);
		return [...data.slice(0, 3)];
	});
}
