// Blocks as the paragraphs and tables of a Word file.
import type * as docxLibrary from 'docx';
import type { FileChild, IParagraphOptions, Paragraph, ParagraphChild } from 'docx';
import type { Block, Table } from './blocks.ts';
import type { MinutesDocument } from './document.ts';

type Docx = typeof docxLibrary;

/** Half points. */
export const size = {
	body: 28,
	agency: 26,
	nation: 24,
	motto: 28,
	table: 23,
	small: 22,
	recipients: 24
} as const;
const millimetre = 56.7;
export const page = {
	width: Math.round(210 * millimetre),
	height: Math.round(297 * millimetre),
	margin: {
		top: Math.round(20 * millimetre),
		bottom: Math.round(20 * millimetre),
		left: Math.round(30 * millimetre),
		right: Math.round(20 * millimetre)
	}
} as const;
const textWidth = page.width - page.margin.left - page.margin.right;

export class DocxWriter {
	readonly #docx: Docx;

	constructor(docx: Docx) {
		this.#docx = docx;
	}

	head(minutes: MinutesDocument): FileChild[] {
		const centred = (text: string, bold = false, points: number = size.agency) =>
			this.#line(text, { bold, points });
		const left = [
			...minutes.superior.map((line) => centred(line)),
			...minutes.agency.map((line) => centred(line, true)),
			this.#rule(1100),
			centred(minutes.number, false, size.agency)
		];
		const right = [
			centred(minutes.nation, true, size.nation),
			centred(minutes.motto, true, size.motto),
			this.#rule(1200),
			...(minutes.draftMark === '' ? [] : [centred(minutes.draftMark, true)])
		];
		return [
			this.#columns([
				{ share: 0.4, children: left },
				{ share: 0.6, children: right }
			]),
			this.#line(minutes.kind, { bold: true, points: size.body, before: 360 }),
			this.#line(minutes.subject, { bold: true, points: size.body }),
			this.#rule(3400)
		];
	}

	blocks(blocks: readonly Block[]): FileChild[] {
		return blocks.flatMap((block) => (block.kind === 'table' ? this.#table(block) : [this.#text(block)]));
	}

	foot(minutes: MinutesDocument): FileChild[] {
		const signature = ({ office, name }: { office: string; name: string }) => ({
			share: 0.5,
			children: [
				this.#line(office, { bold: true, points: size.body, before: 240 }),
				// Room to sign.
				...Array.from({ length: 4 }, () => this.#line('', { bold: false, points: size.body })),
				this.#line(name, { bold: true, points: size.body })
			]
		});
		const { appendix } = minutes;
		return [
			this.#text({ kind: 'paragraph', text: minutes.closing }, true),
			this.#columns(minutes.signatures.map(signature)),
			this.#paragraph(
				minutes.recipientsTitle,
				{ bold: true, italics: true, size: size.recipients },
				{ spacing: { before: 240 } }
			),
			...minutes.recipients.map((text) => this.#paragraph(`- ${text}`, { size: size.small }, {})),
			this.#line(appendix.title, { bold: true, points: size.body, newPage: true }),
			this.#line(appendix.subtitle, { bold: true, points: size.body }),
			this.#rule(3400),
			...this.blocks(appendix.blocks)
		];
	}

	#text(block: Exclude<Block, Table>, keepNext = block.kind === 'heading'): Paragraph {
		const { AlignmentType, Paragraph, TextRun } = this.#docx;
		const run = (text: string, bold = false) => new TextRun({ text, bold });
		const children: Record<typeof block.kind, () => ParagraphChild[]> = {
			field: () => (block.kind === 'field' ? [run(`${block.label}: `, true), run(block.text)] : []),
			heading: () => (block.kind === 'heading' ? [run(block.text, true)] : []),
			paragraph: () => (block.kind === 'paragraph' ? [run(block.text)] : []),
			item: () => (block.kind === 'item' ? [run(`- ${block.text}`)] : [])
		};
		return new Paragraph({
			alignment: AlignmentType.BOTH,
			indent: { firstLine: Math.round(10 * millimetre) },
			spacing: { before: 120, line: 288 },
			keepNext,
			children: children[block.kind]()
		});
	}

	#table(table: Table): FileChild[] {
		const { Table: DocxTable, TableLayoutType, TableRow, WidthType } = this.#docx;
		const widths = table.columns.map((column) => Math.round(column.share * textWidth));
		const head = new TableRow({
			tableHeader: true,
			cantSplit: true,
			children: table.columns.map((column, index) =>
				this.#cell(column.title, widths[index] ?? 0, 'center', true)
			)
		});
		const rows = table.rows.map(
			(cells) =>
				new TableRow({
					cantSplit: true,
					children:
						cells.length === 1
							? [this.#cell(cells[0] ?? '', textWidth, 'left', true, table.columns.length)]
							: cells.map((text, index) =>
									this.#cell(text, widths[index] ?? 0, table.columns[index]?.align ?? 'left', false)
								)
				})
		);
		return [
			this.#paragraph('', { size: 12 }, {}),
			new DocxTable({
				columnWidths: widths,
				width: { size: textWidth, type: WidthType.DXA },
				layout: TableLayoutType.FIXED,
				rows: [head, ...rows]
			})
		];
	}

	#cell(text: string, width: number, align: 'left' | 'center', bold: boolean, columnSpan = 1) {
		const { AlignmentType, TableCell, VerticalAlign, WidthType } = this.#docx;
		const alignment = align === 'center' ? AlignmentType.CENTER : AlignmentType.LEFT;
		return new TableCell({
			columnSpan,
			width: { size: width, type: WidthType.DXA },
			verticalAlign: VerticalAlign.CENTER,
			margins: { top: 40, bottom: 40, left: 80, right: 80 },
			children: [this.#paragraph(text, { bold, size: size.table }, { alignment })]
		});
	}

	/** Side by side without lines: the heading and the signatures. */
	#columns(columns: { share: number; children: Paragraph[] }[]): FileChild {
		const { BorderStyle, Table: DocxTable, TableCell, TableLayoutType, TableRow, WidthType } = this.#docx;
		const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
		const borders = {
			top: none,
			bottom: none,
			left: none,
			right: none,
			insideHorizontal: none,
			insideVertical: none
		};
		const widths = columns.map(({ share }) => Math.round(share * textWidth));
		return new DocxTable({
			borders,
			columnWidths: widths,
			width: { size: textWidth, type: WidthType.DXA },
			layout: TableLayoutType.FIXED,
			rows: [
				new TableRow({
					cantSplit: true,
					children: columns.map(
						({ children }, index) =>
							new TableCell({
								width: { size: widths[index] ?? 0, type: WidthType.DXA },
								margins: { left: 0, right: 0 },
								children
							})
					)
				})
			]
		});
	}

	#line(
		text: string,
		look: { bold: boolean; points: number; before?: number; newPage?: boolean }
	): Paragraph {
		return this.#paragraph(
			text,
			{ bold: look.bold, size: look.points },
			{
				alignment: this.#docx.AlignmentType.CENTER,
				spacing: { before: look.before ?? 0 },
				pageBreakBefore: look.newPage ?? false
			}
		);
	}

	/** The short line below agency, motto and subject: a border between indents. */
	#rule(indent: number): Paragraph {
		const { BorderStyle, Paragraph } = this.#docx;
		return new Paragraph({
			indent: { left: indent, right: indent },
			border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
			spacing: { before: 80, after: 0, line: 120 },
			children: []
		});
	}

	#paragraph(
		text: string,
		run: { bold?: boolean; italics?: boolean; size?: number },
		options: Pick<IParagraphOptions, 'alignment' | 'spacing' | 'pageBreakBefore'>
	): Paragraph {
		const { Paragraph, TextRun } = this.#docx;
		return new Paragraph({ ...options, children: [new TextRun({ text, ...run })] });
	}
}
