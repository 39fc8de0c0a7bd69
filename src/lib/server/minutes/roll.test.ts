import { expect, it } from 'vitest';
import { attendedBy, count, reasonOf, rollOf, speakersOf } from './roll.ts';
import { at, ids, sample, site } from './sample.ts';

it('counts a site as present that was connected at any time, even after it had declined', () => {
	const connected = [{ from: at(10), to: at(11) }];
	expect(attendedBy(site({ siteId: ids.coAm, name: 'Xã Cổ Am', reply: 'declined', connected }))).toBe(
		'present'
	);
});

it('excuses an absence that was announced with a reason', () => {
	expect(attendedBy(site({ siteId: ids.coAm, name: 'Xã Cổ Am', reply: 'declined' }))).toBe('excused');
	expect(attendedBy(site({ siteId: ids.coAm, name: 'Xã Cổ Am', reply: 'confirmed' }))).toBe('absent');
});

it('excuses an absence of everybody whom the site named, with the reason it wrote', () => {
	const people = [{ name: 'Đỗ Thị Hà', jobTitle: '', presence: 'absent' as const, note: 'đi công tác' }];
	const absent = site({ siteId: ids.coAm, name: 'Xã Cổ Am', people });
	expect(attendedBy(absent)).toBe('excused');
	expect(reasonOf(absent)).toBe('đi công tác');
});

it('groups communes by district and departments by their level, higher levels first', () => {
	expect(rollOf(sample).map(({ name, sites, counts }) => [name, sites.map((s) => s.name), counts])).toEqual([
		['Sở, ban, ngành', ['Sở Tài chính'], { present: 1, excused: 0, absent: 0 }],
		['Huyện An Lão', ['Xã An Thắng'], { present: 0, excused: 0, absent: 1 }],
		['Huyện Vĩnh Bảo', ['Xã Cổ Am', 'Xã Vĩnh An'], { present: 1, excused: 1, absent: 0 }]
	]);
});

it('leaves the main site out of the count', () => {
	const sites = rollOf(sample).flatMap((group) => group.sites);
	expect(count(sites)).toEqual({ present: 2, excused: 1, absent: 1 });
});

it('adds up speaking times in the order of the first turns', () => {
	expect(speakersOf(sample)).toEqual([
		{ siteId: ids.finance, name: 'Sở Tài chính', turns: 2, total: 645_000 },
		{ siteId: ids.vinhAn, name: 'Xã Vĩnh An', turns: 1, total: 90_000 }
	]);
});
