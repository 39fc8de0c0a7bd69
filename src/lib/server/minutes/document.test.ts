import { describe, expect, it } from 'vitest';
import type { Block, Table } from './blocks.ts';
import { documentOf } from './document.ts';
import { at, sample } from './sample.ts';

const minutes = (conclusions = '') => documentOf({ state: 'draft', content: sample, conclusions });
const textsOf = (blocks: readonly Block[]) =>
	blocks.flatMap((block) =>
		block.kind === 'table' ? [] : block.kind === 'field' ? [`${block.label}: ${block.text}`] : [block.text]
	);
const tablesOf = (blocks: readonly Block[]) =>
	blocks.filter((block): block is Table => block.kind === 'table');

it('has the heading that Decree 30 asks for', () => {
	const { nation, motto, agency, kind, subject } = minutes();
	expect({ nation, motto, agency, kind, subject }).toEqual({
		nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
		motto: 'Độc lập - Tự do - Hạnh phúc',
		agency: ['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ HẢI PHÒNG'],
		kind: 'BIÊN BẢN',
		subject: 'Giao ban tháng 01 năm 2022'
	});
});

it('is marked as a draft until it is approved', () => {
	expect(minutes().draftMark).toBe('DỰ THẢO');
	expect(documentOf({ state: 'approved', content: sample, conclusions: '' }).draftMark).toBe('');
});

it('says when, where, and who chaired and wrote', () => {
	expect(textsOf(minutes().blocks)).toEqual(
		expect.arrayContaining([
			'Thời gian bắt đầu: 08 giờ 02 phút, ngày 05 tháng 01 năm 2022 (dự kiến 08 giờ 00 phút)',
			'Địa điểm: Phòng họp số 1, họp trực tuyến với 4 điểm cầu thành phần',
			'Chủ trì (chủ tọa): Nguyễn Văn Tùng, Chủ tịch',
			'Thư ký (người ghi biên bản): Trần Thị Mai'
		])
	);
});

describe('attendance', () => {
	it('counts those present by group and names those absent with their reason', () => {
		const [roll] = tablesOf(minutes().blocks);
		expect(roll?.rows).toEqual([
			['1', 'Sở, ban, ngành', '1', '1', '0', '0'],
			['2', 'Huyện An Lão', '1', '0', '0', '1'],
			['3', 'Huyện Vĩnh Bảo', '2', '1', '1', '0'],
			['', 'Tổng cộng', '4', '2', '1', '1']
		]);
		expect(textsOf(minutes().blocks)).toEqual(
			expect.arrayContaining([
				'Điểm cầu thành phần có mặt: 2/4.',
				'Huyện An Lão: Xã An Thắng.',
				'Huyện Vĩnh Bảo: Xã Cổ Am (lý do: mất điện).'
			])
		);
	});

	it('names the people of the main site, with those absent', () => {
		expect(textsOf(minutes().blocks)).toContain(
			'Tại điểm cầu chính: Nguyễn Văn Tùng, Chủ tịch; Lê Văn Sơn, Phó Chủ tịch (vắng, lý do: đi công tác).'
		);
	});

	it('has every site with its times and people in the appendix', () => {
		const [table] = tablesOf(minutes().appendix.blocks);
		expect(table?.rows).toContainEqual(['Huyện Vĩnh Bảo – có mặt 1/2']);
		expect(table?.rows).toContainEqual([
			'5',
			'Xã Vĩnh An',
			'08:02 – 09:02',
			'Phạm Văn Hòa, Chủ tịch (người dự thay: Vũ Thị Lan); Đỗ Thị Hà (dự trực tuyến)'
		]);
		expect(table?.rows).toContainEqual(['4', 'Xã Cổ Am', 'Vắng (lý do: mất điện)', '']);
	});
});

describe('the course of the meeting', () => {
	it('tells each item with its times and who spoke', () => {
		const texts = textsOf(minutes().blocks);
		const begin = texts.indexOf('1. Thu ngân sách');
		expect(texts.slice(begin, begin + 6)).toEqual([
			'1. Thu ngân sách',
			'Thời gian: từ 08 giờ 05 phút đến 08 giờ 30 phút.',
			'Trình bày: Sở Tài chính.',
			'Phát biểu: Sở Tài chính (lúc 08 giờ 06 phút, 10 phút 00 giây); ' +
				'Xã Vĩnh An (lúc 08 giờ 17 phút, 1 phút 30 giây).',
			'2. Việc khác',
			'Chưa tiến hành.'
		]);
	});

	it('tells who spoke outside the agenda', () => {
		expect(textsOf(minutes().blocks)).toContain('Phát biểu: Sở Tài chính (lúc 08 giờ 40 phút, 45 giây).');
	});

	it('adds up the speaking times', () => {
		expect(tablesOf(minutes().blocks).at(-1)?.rows).toEqual([
			['1', 'Sở Tài chính', '2', '10 phút 45 giây'],
			['2', 'Xã Vĩnh An', '1', '1 phút 30 giây']
		]);
	});
});

it('has the conclusions in paragraphs, and says so when there are none', () => {
	expect(textsOf(minutes('1. Giao Sở Tài chính.\n\n2. Giao các xã.').blocks).slice(-3)).toEqual([
		'Kết luận của chủ tọa',
		'1. Giao Sở Tài chính.',
		'2. Giao các xã.'
	]);
	expect(textsOf(minutes().blocks).at(-1)).toBe('(Chưa có nội dung kết luận.)');
});

it('ends with the time and with places to sign, secretary left and chair right', () => {
	expect(minutes().closing).toBe('Cuộc họp kết thúc vào 09 giờ 02 phút, ngày 05 tháng 01 năm 2022./.');
	expect(minutes().signatures).toEqual([
		{ office: 'THƯ KÝ', name: 'Trần Thị Mai' },
		{ office: 'CHỦ TỌA', name: 'Nguyễn Văn Tùng' }
	]);
});

it('gives every table columns that add up to the page', () => {
	const document = minutes();
	for (const table of tablesOf([...document.blocks, ...document.appendix.blocks])) {
		expect(table.columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
		for (const row of table.rows) expect([1, table.columns.length]).toContain(row.length);
	}
});

it('tells each roll that was taken with its quorum', () => {
	const said = JSON.stringify(minutes());
	expect(said).toContain('Khai mạc, 08 giờ 02 phút: 2/4 điểm cầu có mặt, không đủ số tối thiểu (3).');
	expect(said).toContain('Chốt điểm danh, 08 giờ 30 phút: 3/4 điểm cầu có mặt, đủ số tối thiểu (3).');
	expect(said).toContain('Kết thúc, 09 giờ 02 phút: 2/4 điểm cầu có mặt.');
});

it('names to whom the chair was handed, and when', () => {
	const chairs = [{ at: at(40), name: 'Lê Văn Sơn' }];
	const { blocks } = documentOf({ state: 'draft', content: { ...sample, chairs }, conclusions: '' });
	expect(textsOf(blocks)).toContain(
		'Chủ trì (chủ tọa): Nguyễn Văn Tùng, Chủ tịch; từ 08 giờ 40 phút: Lê Văn Sơn'
	);
});

it('tells what was said to all in writing, one line each', () => {
	const texts = textsOf(minutes().blocks);
	const begin = texts.indexOf('Thông báo trong phiên họp');
	expect(texts[begin + 1]).toBe(
		'08 giờ 32 phút, chủ trì Nguyễn Văn Tùng: “Nghỉ giải lao 10 phút. Họp tiếp lúc 8 giờ 45.”'
	);
	const [said] = sample.announcements;
	if (said === undefined) throw new Error('the sample has an announcement');
	const announcements = (['secretary', 'operator'] as const).map((role) => ({ ...said, role, text: 'Nghỉ' }));
	const others = documentOf({ state: 'draft', content: { ...sample, announcements }, conclusions: '' });
	expect(textsOf(others.blocks)).toEqual(
		expect.arrayContaining([
			'08 giờ 32 phút, thư ký Nguyễn Văn Tùng: “Nghỉ”',
			'08 giờ 32 phút, cán bộ kỹ thuật Nguyễn Văn Tùng: “Nghỉ”'
		])
	);
	const without = documentOf({ state: 'draft', content: { ...sample, announcements: [] }, conclusions: '' });
	expect(textsOf(without.blocks)).not.toContain('Thông báo trong phiên họp');
});

it('tells what was voted on, with its result and who has not voted', () => {
	expect(textsOf(minutes().blocks)).toEqual(
		expect.arrayContaining([
			'1. Thông qua dự thảo kế hoạch thu ngân sách',
			'Hình thức: biểu quyết công khai, mỗi điểm cầu một phiếu, bắt đầu lúc 08 giờ 45 phút.',
			'Số điểm cầu có mặt: 3/5 khi bắt đầu, 3/5 khi kết thúc biểu quyết.',
			'Kết quả: 1 đồng ý, 0 không đồng ý, 1 ý kiến khác; 2/5 đã biểu quyết.',
			'Ý kiến khác: Xã Vĩnh An (“Cần thêm kinh phí”).',
			'Chưa biểu quyết: Sở Tài chính; Xã Cổ Am; Xã An Thắng.',
			'Đủ số tối thiểu: cần ít nhất 3 điểm cầu (quá nửa số điểm cầu được mời).',
			'2. Khen thưởng cuối năm',
			'Biểu quyết đã hủy, không có kết quả.'
		])
	);
	const [first] = sample.votes;
	if (first === undefined) throw new Error('the sample has a vote');
	const saysOf = (rule: 'two-thirds' | 'none' | undefined) => {
		const at = { present: 3, expected: 5, rule };
		const votes = [{ ...first, quorum: { opening: at, closing: at } }];
		return textsOf(documentOf({ state: 'draft', content: { ...sample, votes }, conclusions: '' }).blocks);
	};
	expect(saysOf('two-thirds')).toContain(
		'Không đủ số tối thiểu: cần ít nhất 4 điểm cầu (từ hai phần ba số điểm cầu được mời).'
	);
	for (const rule of ['none', undefined] as const) {
		expect(saysOf(rule).filter((text) => text.includes('số tối thiểu: cần'))).toEqual([]);
	}
	const without = documentOf({ state: 'draft', content: { ...sample, votes: [] }, conclusions: '' });
	expect(textsOf(without.blocks)).not.toContain('Biểu quyết');
});
