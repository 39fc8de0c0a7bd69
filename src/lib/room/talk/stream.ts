// Everything that was written to one site, in the order of time: to all, and to it alone. Pure.
import type { Announcement, Message } from '#lib/protocol/talk.ts';

export type StreamEntry =
	| { kind: 'announcement'; at: number; key: string; announcement: Announcement }
	| { kind: 'message'; at: number; key: string; message: Message };

/** While messages before the first one are not read yet, announcements before it are not shown either. */
export function streamOf(
	announcements: readonly Announcement[],
	messages: readonly Message[],
	earlier: boolean
): StreamEntry[] {
	const begin = earlier ? (messages[0]?.at ?? 0) : 0;
	const said = announcements
		.filter(({ at }) => at >= begin)
		.map((announcement): StreamEntry => ({
			kind: 'announcement',
			at: announcement.at,
			key: announcement.announcementId,
			announcement
		}));
	const written = messages.map((message): StreamEntry => ({
		kind: 'message',
		at: message.at,
		key: message.messageId,
		message
	}));
	return [...said, ...written].toSorted((a, b) => a.at - b.at);
}
