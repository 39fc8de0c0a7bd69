// Minutes of a small made-up meeting, for the tests of this folder.
import type { Attendance, MinutesContent } from './schema.ts';

/** 08:00 in Hải Phòng on 5 January 2022. */
export const eight = Date.UTC(2022, 0, 5, 1, 0, 0);
export const at = (minute: number, second = 0) => eight + (minute * 60 + second) * 1000;

export const ids = {
	main: '00000000-0000-4000-8000-000000000001',
	vinhAn: '00000000-0000-4000-8000-000000000002',
	coAm: '00000000-0000-4000-8000-000000000003',
	anThang: '00000000-0000-4000-8000-000000000004',
	finance: '00000000-0000-4000-8000-000000000005',
	item1: '00000000-0000-4000-8000-000000000011',
	item2: '00000000-0000-4000-8000-000000000012'
} as const;

export function site(parts: Partial<Attendance> & Pick<Attendance, 'siteId' | 'name'>): Attendance {
	return {
		parentName: 'Huyện Vĩnh Bảo',
		levelName: 'Xã, phường, thị trấn',
		levelRank: 2,
		kind: 'component',
		reply: 'none',
		replyReason: '',
		connected: [],
		people: [],
		...parts
	};
}

const city = { parentName: '', levelName: 'Thành phố', levelRank: 0, kind: 'main' } as const;
const department = { parentName: 'Thành phố Hải Phòng', levelName: 'Sở, ban, ngành', levelRank: 1 } as const;

export const sample: MinutesContent = {
	title: 'Giao ban tháng 01 năm 2022',
	place: 'Phòng họp số 1',
	plannedStart: eight,
	plannedMinutes: 60,
	openedAt: at(2),
	endedAt: at(62),
	chair: { name: 'Nguyễn Văn Tùng', position: 'Chủ tịch' },
	secretary: { name: 'Trần Thị Mai', position: '' },
	sites: [
		site({
			siteId: ids.main,
			name: 'Thành phố Hải Phòng',
			...city,
			connected: [{ from: at(2), to: at(62) }],
			people: [
				{ name: 'Nguyễn Văn Tùng', jobTitle: 'Chủ tịch', presence: 'room', note: '' },
				{ name: 'Lê Văn Sơn', jobTitle: 'Phó Chủ tịch', presence: 'absent', note: 'đi công tác' }
			]
		}),
		site({
			siteId: ids.vinhAn,
			name: 'Xã Vĩnh An',
			reply: 'confirmed',
			connected: [
				{ from: at(2), to: at(20) },
				{ from: at(22), to: at(62) }
			],
			people: [
				{ name: 'Phạm Văn Hòa', jobTitle: 'Chủ tịch', presence: 'substituted', note: 'Vũ Thị Lan' },
				{ name: 'Đỗ Thị Hà', jobTitle: '', presence: 'online', note: '' }
			]
		}),
		site({ siteId: ids.coAm, name: 'Xã Cổ Am', reply: 'declined', replyReason: 'mất điện' }),
		site({ siteId: ids.anThang, name: 'Xã An Thắng', parentName: 'Huyện An Lão', reply: 'confirmed' }),
		site({
			siteId: ids.finance,
			name: 'Sở Tài chính',
			...department,
			connected: [{ from: at(3), to: at(62) }]
		})
	],
	agenda: [
		{
			itemId: ids.item1,
			title: 'Thu ngân sách',
			presenter: 'Sở Tài chính',
			times: [{ from: at(5), to: at(30) }]
		},
		{ itemId: ids.item2, title: 'Việc khác', presenter: '', times: [] }
	],
	turns: [
		{ siteId: ids.finance, from: at(6), to: at(16) },
		{ siteId: ids.vinhAn, from: at(17), to: at(18, 30) },
		{ siteId: ids.finance, from: at(40), to: at(40, 45) }
	],
	rolls: [
		{ moment: 'opening', at: at(2), rule: 'half', present: 2, expected: 4 },
		{ moment: 'asked', at: at(30), rule: 'half', present: 3, expected: 4 },
		{ moment: 'end', at: at(62), rule: 'none', present: 2, expected: 4 }
	],
	chairs: [],
	announcements: [
		{
			at: at(32),
			role: 'chair',
			name: 'Nguyễn Văn Tùng',
			text: 'Nghỉ giải lao 10 phút.\nHọp tiếp lúc 8 giờ 45.'
		}
	],
	votes: [
		{
			question: 'Thông qua dự thảo kế hoạch thu ngân sách',
			secret: false,
			electorate: 'sites',
			openedAt: at(45),
			voterCount: 5,
			quorum: {
				opening: { present: 3, expected: 5, rule: 'half' },
				closing: { present: 3, expected: 5, rule: 'half' }
			},
			tally: { agree: 1, against: 0, other: 1 },
			against: [],
			other: [{ name: 'Xã Vĩnh An', text: 'Cần thêm kinh phí' }],
			missing: ['Sở Tài chính', 'Xã Cổ Am', 'Xã An Thắng']
		},
		{
			question: 'Khen thưởng cuối năm',
			secret: true,
			electorate: 'people',
			openedAt: at(50),
			voterCount: 3,
			quorum: { opening: { present: 3, expected: 5 }, closing: null },
			tally: null,
			against: [],
			other: [],
			missing: []
		}
	]
};
