// The document as PDF/A, for the archive and for print.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { MinutesDocument } from './document.ts';
import { typstTemplate } from './typst-template.ts';

// The widths of Times New Roman, which may not be shipped, with all Vietnamese letters.
const faces = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];

let compiler: Promise<NodeCompiler> | undefined;

export async function toPdf(minutes: MinutesDocument): Promise<Uint8Array> {
	const typst = await (compiler ??= createCompiler());
	const inputs = { document: JSON.stringify(minutes) };
	const { result: page, error } = compile(typst, inputs);
	if (!page) throw new Error(`the minutes could not be set: ${error}`);
	try {
		return new Uint8Array(typst.pdf(page, { pdfStandard: 'a-2b' }));
	} finally {
		// Nothing of one meeting stays in memory for the next.
		typst.evictCache(0);
	}
}

function compile(typst: NodeCompiler, inputs: Record<string, string>) {
	const compiled = typst.compile({ mainFileContent: typstTemplate, inputs });
	const error = compiled.result ? undefined : JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics);
	return { result: compiled.result, error };
}

async function createCompiler(): Promise<NodeCompiler> {
	// Loaded when it is wanted: 50 MB of native code that few requests need.
	const { NodeCompiler: Compiler } = await import('@myriaddreamin/typst-ts-node-compiler');
	const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
	return Compiler.create({ fontArgs: [{ fontPaths: faces.map((face) => join(fonts, face)) }] });
}
