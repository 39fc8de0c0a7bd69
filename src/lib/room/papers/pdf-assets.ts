// What PDF files may need beside themselves: tables of Chinese, Japanese and Korean letters, symbols that are not in
// the file, decoders of scanned pages. All from our own origin, each fetched when a file asks for it.

const inBuild = import.meta.glob<string>(
	[
		'/node_modules/pdfjs-dist/cmaps/*.bcmap',
		'/node_modules/pdfjs-dist/standard_fonts/Foxit{Symbol,Dingbats}.pfb',
		'/node_modules/pdfjs-dist/wasm/{jbig2,openjpeg}.wasm'
	],
	{ query: '?url&no-inline', import: 'default', eager: true }
);
const addresses = new Map(Object.entries(inBuild).map(([path, url]) => [path.split('/').at(-1), url]));

/** In the shape in which pdf.js asks. */
export class PdfAssets {
	async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
		const url = addresses.get(filename);
		if (url === undefined) throw new Error(`${filename} is not in the build`);
		const response = await fetch(url);
		if (!response.ok) throw new Error(`${filename}: ${response.status}`);
		return new Uint8Array(await response.arrayBuffer());
	}
}
