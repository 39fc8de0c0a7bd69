import { describe, expect, test } from 'vitest';
import { blank } from '../log/state.ts';
import { makeAnnouncement, switchMessages } from './announcements.ts';
import { Paces } from './paces.ts';
import { readRefusal, sendRefusal } from './talk-rules.ts';

const own = 'site a';
const other = 'site b';
const delegate = { role: 'delegate', siteId: own } as const;
const closed = { messagesOpen: false };
const open = { messagesOpen: true };

describe('a conversation', () => {
	test.each(['chair', 'secretary', 'operator'] as const)('is read and answered by the %s', (role) => {
		expect(readRefusal({ role, siteId: 'main' }, own)).toBeUndefined();
		expect(sendRefusal(closed, { role, siteId: 'main' }, own)).toBeUndefined();
	});

	test('belongs to its site and to no other', () => {
		expect(readRefusal(delegate, own)).toBeUndefined();
		expect(readRefusal(delegate, other)).toBe('not_allowed');
		expect(sendRefusal(open, delegate, other)).toBe('not_allowed');
	});

	test('is closed to its observers', () => {
		expect(readRefusal({ role: 'observer', siteId: own }, own)).toBe('not_allowed');
	});

	test('is not written to by sites while the chair has closed it', () => {
		expect(sendRefusal(open, delegate, own)).toBeUndefined();
		expect(sendRefusal(closed, delegate, own)).toBe('messages_closed');
		expect(sendRefusal(closed, delegate, other)).toBe('not_allowed');
	});
});

describe('an announcement', () => {
	const chair = { siteId: 'main', personId: 'an', personName: 'Nguyễn Văn An', role: 'chair' } as const;
	const made = { announcementId: 'one', text: 'Nghỉ 10 phút' };

	test('names who said it, in which role', () => {
		expect(makeAnnouncement(blank, made, chair)).toEqual([
			{
				type: 'announcement:made',
				siteId: 'main',
				personId: 'an',
				data: { announcementId: 'one', role: 'chair', personName: 'Nguyễn Văn An', text: 'Nghỉ 10 phút' }
			}
		]);
	});

	test('is said once, however often it is asked for', () => {
		const said = { ...made, siteId: 'main', personName: '', role: 'chair', at: 1 } as const;
		expect(makeAnnouncement({ ...blank, announcements: [said] }, made, chair)).toEqual([]);
	});

	test('the switch for messages is written only when it changes something', () => {
		expect(switchMessages(blank, true, chair)).toEqual([]);
		expect(switchMessages(blank, false, chair)).toMatchObject([{ data: { open: false } }]);
	});
});

test('who writes too fast is refused for a while, and nobody else', () => {
	const paces = new Paces();
	const write = (who: string, now: number) => paces.require('site', who, now);
	for (let count = 0; count < 6; count++) write(own, 0);
	expect(() => write(own, 0)).toThrow('too_many_requests');
	expect(() => write(other, 0)).not.toThrow();
	expect(() => write(own, 5_000)).not.toThrow();
	expect(() => write(own, 5_000)).toThrow('too_many_requests');
});
