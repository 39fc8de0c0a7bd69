// The document as a Word file, for offices that go on writing in it. Layout by Decree 30/2020, annex I.
import type { MinutesDocument } from './document.ts';
import { DocxWriter, page, size } from './docx-writer.ts';

export async function toDocx(minutes: MinutesDocument): Promise<Uint8Array> {
	// Loaded when it is wanted: few requests write documents.
	const docx = await import('docx');
	const { AlignmentType, Document, Header, Packer, PageNumber } = docx;
	const write = new DocxWriter(docx);
	const pageNumber = new docx.Paragraph({
		alignment: AlignmentType.CENTER,
		children: [new docx.TextRun({ children: [PageNumber.CURRENT], size: size.agency })]
	});
	const document = new Document({
		title: `${minutes.kind} - ${minutes.subject}`,
		styles: {
			default: {
				document: { run: { font: 'Times New Roman', size: size.body, language: { value: 'vi-VN' } } }
			}
		},
		sections: [
			{
				properties: {
					// The number stands in the top margin and is not shown on the first page.
					titlePage: true,
					page: { size: { width: page.width, height: page.height }, margin: { ...page.margin, header: 500 } }
				},
				headers: { default: new Header({ children: [pageNumber] }), first: new Header({ children: [] }) },
				children: [...write.head(minutes), ...write.blocks(minutes.blocks), ...write.foot(minutes)]
			}
		]
	});
	return new Uint8Array(await Packer.toArrayBuffer(document));
}
