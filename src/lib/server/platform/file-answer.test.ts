import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { fileAnswer, parseRange } from './file-answer.ts';

const content = Buffer.from('0123456789');
const files = {
	read: (_hash: string, range?: { start: number; end: number }) =>
		Readable.from([content.subarray(range?.start, (range?.end ?? 9) + 1)])
};
const file = {
	hash: 'ab'.repeat(32),
	size: 10,
	mediaType: 'application/pdf',
	fileName: 'Báo cáo (đợt 1).pdf',
	download: false
};
const asked = (headers: Record<string, string> = {}) =>
	fileAnswer(new Request('http://localhost/file', { headers }), files, file);

test('a file is answered whole, with its length, type and name', async () => {
	const answer = asked();
	expect(answer.status).toBe(200);
	expect(await answer.text()).toBe('0123456789');
	expect(Object.fromEntries(answer.headers)).toMatchObject({
		'accept-ranges': 'bytes',
		'content-length': '10',
		'content-type': 'application/pdf',
		'content-disposition':
			'inline; filename="Bao cao _dot 1_.pdf"; filename*=UTF-8\'\'B%C3%A1o%20c%C3%A1o%20%28%C4%91%E1%BB%A3t%201%29.pdf'
	});
});

test('a download says so', () => {
	const answer = fileAnswer(new Request('http://localhost/file'), files, { ...file, download: true });
	expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
});

test('a part is answered with its place in the whole', async () => {
	const answer = asked({ range: 'bytes=2-4' });
	expect(answer.status).toBe(206);
	expect(await answer.text()).toBe('234');
	expect(answer.headers.get('content-range')).toBe('bytes 2-4/10');
	expect(answer.headers.get('content-length')).toBe('3');
});

test('a part beyond the end is refused with the size', () => {
	const answer = asked({ range: 'bytes=10-' });
	expect(answer.status).toBe(416);
	expect(answer.headers.get('content-range')).toBe('bytes */10');
});

test('what the browser has is not sent again, and a part of another file is not mixed in', async () => {
	expect(asked({ 'if-none-match': `"${file.hash}"` }).status).toBe(304);
	expect(asked({ range: 'bytes=0-1', 'if-range': `"${file.hash}"` }).status).toBe(206);
	const other = asked({ range: 'bytes=0-1', 'if-range': '"other"' });
	expect(other.status).toBe(200);
	expect(await other.text()).toBe('0123456789');
});

test.each([
	['bytes=0-', { start: 0, end: 9 }],
	['bytes=3-99', { start: 3, end: 9 }],
	['bytes=-4', { start: 6, end: 9 }],
	['bytes=-40', { start: 0, end: 9 }],
	['bytes=-0', 'none'],
	['bytes=4-2', undefined],
	['bytes=0-1,4-5', undefined],
	['bytes=-', undefined],
	['lines=1-2', undefined]
])('the range %s', (header, expected) => {
	expect(parseRange(header, 10)).toEqual(expected);
});
