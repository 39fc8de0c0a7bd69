import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { documentOf } from './document.ts';
import { toDocx } from './docx.ts';
import { toPdf } from './pdf.ts';
import { at, sample, site } from './sample.ts';

const minutes = documentOf({
	state: 'draft',
	content: sample,
	conclusions: 'Giao #Sở $Tài_chính *rà soát* <thu> & chi.'
});

/** One file of a zip, found by its local header. */
function unzip(zip: Uint8Array, name: string): string {
	const bytes = Buffer.from(zip);
	for (
		let header = bytes.indexOf('PK\u0003\u0004');
		header >= 0;
		header = bytes.indexOf('PK\u0003\u0004', header + 4)
	) {
		const nameLength = bytes.readUInt16LE(header + 26);
		const start = header + 30 + nameLength + bytes.readUInt16LE(header + 28);
		if (bytes.toString('utf8', header + 30, header + 30 + nameLength) !== name) continue;
		return inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(header + 18))).toString('utf8');
	}
	throw new Error(`no ${name}`);
}

describe('DOCX', () => {
	it('has every text of the document, in Times New Roman, on A4', async () => {
		const file = await toDocx(minutes);
		const text = unzip(file, 'word/document.xml');
		const plain = text
			.replace(/<[^>]+>/g, '')
			.replaceAll('&lt;', '<')
			.replaceAll('&gt;', '>')
			.replaceAll('&amp;', '&');
		for (const part of [
			minutes.nation,
			minutes.subject,
			'Xã Cổ Am (lý do: mất điện)',
			'Giao #Sở $Tài_chính *rà soát* <thu> & chi.',
			minutes.closing,
			'THƯ KÝ',
			'Lưu: VT, Hồ sơ.',
			'Huyện Vĩnh Bảo – có mặt 1/2'
		]) {
			expect(plain).toContain(part);
		}
		expect(text).toMatch(/<w:pgSz w:w="1190[67]" w:h="1684[0]"|<w:pgSz w:w="1190\d" w:h="168\d\d"/);
		expect(unzip(file, 'word/styles.xml')).toContain('Times New Roman');
	});
});

describe('PDF', () => {
	const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

	it('is a PDF/A-2b whose fonts are in it', async () => {
		const file = latin(await toPdf(minutes));
		expect(file.startsWith('%PDF-1.7')).toBe(true);
		expect(file).toContain('<pdfaid:part>2</pdfaid:part>');
		expect(file).toMatch(/\/FontName \/\w{6}\+Tinos-Regular/);
	});

	it('takes signs of the page language as plain text', async () => {
		const conclusions = '#panic("x") $a^2$ *b* _c_ \\ "d" // e [f] @g `h` = i';
		await expect(toPdf(documentOf({ state: 'draft', content: sample, conclusions }))).resolves.toBeInstanceOf(
			Uint8Array
		);
	});

	it('sets 253 sites within seconds', async () => {
		const connected = [{ from: at(2), to: at(62) }];
		const many = Array.from({ length: 252 }, (_, index) =>
			site({
				siteId: crypto.randomUUID(),
				name: `Xã số ${index}`,
				parentName: `Huyện ${index % 15}`,
				connected
			})
		);
		const content = { ...sample, sites: [...sample.sites.slice(0, 1), ...many] };
		const begun = performance.now();
		await toPdf(documentOf({ state: 'draft', content, conclusions: '' }));
		expect(performance.now() - begun).toBeLessThan(10_000);
	});
});
