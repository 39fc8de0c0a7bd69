// Plausible names for people who do not exist. A seed always gives the same name, so that a list stays readable from one
// installation to the next.
import { createHash } from 'node:crypto';

/** Families as often as they are met: about every third Vietnamese is a Nguyễn. */
const families = [
	...repeat('Nguyễn', 30),
	...repeat('Trần', 11),
	...repeat('Lê', 9),
	...repeat('Phạm', 8),
	...repeat('Hoàng', 5),
	...repeat('Vũ', 6),
	...repeat('Bùi', 4),
	...repeat('Đỗ', 4),
	...repeat('Đặng', 3),
	...['Ngô', 'Dương', 'Đào', 'Đoàn', 'Phan', 'Lương', 'Đinh', 'Trịnh', 'Mai', 'Cao', 'Tạ', 'Lưu', 'Hà', 'Tô']
];

const women = {
	middle: [
		'Thị',
		'Thị',
		'Thị Thu',
		'Thị Thanh',
		'Thu',
		'Thanh',
		'Ngọc',
		'Minh',
		'Phương',
		'Thuỳ',
		'Bích',
		'Hồng'
	],
	given: [
		...['Hà', 'Lan', 'Hương', 'Hoa', 'Mai', 'Nga', 'Hằng', 'Huyền', 'Linh', 'Trang', 'Thảo', 'Nhung', 'Yến'],
		...[
			'Dung',
			'Loan',
			'Oanh',
			'Phượng',
			'Quyên',
			'Tuyết',
			'Vân',
			'Xuân',
			'Ánh',
			'Chi',
			'Diệp',
			'Giang',
			'Ngân'
		]
	]
};

const men = {
	middle: [
		'Văn',
		'Văn',
		'Đức',
		'Minh',
		'Quang',
		'Hữu',
		'Xuân',
		'Đình',
		'Mạnh',
		'Ngọc',
		'Thành',
		'Quốc',
		'Trọng'
	],
	given: [
		...[
			'Hùng',
			'Dũng',
			'Sơn',
			'Nam',
			'Hải',
			'Thắng',
			'Tuấn',
			'Long',
			'Cường',
			'Bình',
			'Khánh',
			'Hiếu',
			'Trung'
		],
		...[
			'Phong',
			'Tùng',
			'Duy',
			'Đạt',
			'Kiên',
			'Lâm',
			'Nghĩa',
			'Phúc',
			'Quân',
			'Toàn',
			'Việt',
			'Vinh',
			'Thịnh'
		]
	]
};

export function nameFor(seed: string): string {
	const numbers = createHash('sha256').update(seed).digest();
	const { middle, given } = (numbers[0] ?? 0) % 2 === 0 ? women : men;
	return [
		pick(families, numbers.readUInt16BE(1)),
		pick(middle, numbers.readUInt16BE(3)),
		pick(given, numbers.readUInt16BE(5))
	].join(' ');
}

function pick(from: readonly string[], number: number): string {
	return from[number % from.length] ?? '';
}

function repeat(name: string, times: number): string[] {
	return new Array<string>(times).fill(name);
}
