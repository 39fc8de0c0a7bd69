// Messages for the tests of this folder.
import type { Message } from '#lib/protocol/talk.ts';
import type { Role } from '#lib/protocol/values.ts';

export const message = (number: number, role: Role = 'delegate', siteId = 'site-1'): Message => ({
	messageId: `message-${number}`,
	number,
	siteId,
	personName: 'Trần Thị Bình',
	role,
	text: `tin ${number}`,
	at: number * 100
});
