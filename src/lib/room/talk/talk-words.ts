// Who wrote, in words; and what a screen reader says of it. Pure.
import { m } from '#lib/paraglide/messages.js';
import { isDesk, type Announcement, type Message } from '#lib/protocol/talk.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { RoomState } from '../room-state.ts';

const announcers: Partial<Record<Role, () => string>> = {
	secretary: () => m.talk_announced_by_secretary(),
	operator: () => m.talk_announced_by_operator()
};

/** The office of who said it: the chair, or who acts for the chair. */
export function announcedBy({ role }: Pick<Announcement, 'role'>): string {
	return announcers[role]?.() ?? m.talk_announced_by_chair();
}

const deskWords: Partial<Record<Role, () => string>> = {
	chair: () => m.meetings_chair(),
	secretary: () => m.meetings_secretary(),
	operator: () => m.meetings_operator()
};

/** The office for the desk, the unit for a site. */
export function writerOf({ role }: Pick<Message, 'role'>, siteName: string): string {
	return deskWords[role]?.() ?? siteName;
}

type Heard = Pick<RoomState, 'me' | 'sites' | 'announcements' | 'threads'>;
type Said = { text: string; urgent: boolean };

/** The own words are not said back. */
export function saidInTalk(before: Heard, after: Heard): Said[] {
	const known = before.announcements.length;
	const made = after.announcements.length > known ? after.announcements.slice(known) : [];
	const written = after.threads.filter((thread) => {
		const earlier = before.threads.find(({ siteId }) => siteId === thread.siteId);
		return thread.last.number !== earlier?.last.number && isDesk(thread.last.role) !== isDesk(after.me.role);
	});
	return [
		...made
			.filter(({ personName, siteId }) => personName !== after.me.personName || siteId !== after.me.siteId)
			.map((one) => m.talk_said({ who: announcedBy(one), text: one.text })),
		...written.map(({ siteId, last }) => {
			const site = after.sites.find((one) => one.siteId === siteId)?.name ?? '';
			return m.talk_said_message({ who: writerOf(last, site), text: last.text });
		})
	].map((text) => ({ text, urgent: false }));
}
