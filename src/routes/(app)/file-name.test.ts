import { expect, it } from 'vitest';
import { fileName } from './file-name.ts';

it('keeps Vietnamese letters', () => {
	expect(fileName('Biên bản - Giao ban tháng 12', 'pdf')).toBe('Biên bản - Giao ban tháng 12.pdf');
});

it('takes out what some operating system forbids', () => {
	expect(fileName('a/b\\c:d*e?f"g<h>i|j\nk', 'mp4')).toBe('a b c d e f g h i j k.mp4');
});

it('stays short enough for every file system, letters whole', () => {
	const name = fileName('ộ'.repeat(300), 'docx');
	expect([...name]).toHaveLength(125);
	expect(Buffer.byteLength(name)).toBeLessThan(400);
});
