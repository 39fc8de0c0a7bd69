// What was said to all in writing, in the document.
import { m } from '#lib/paraglide/messages.js';
import type { Role } from '#lib/protocol/values.ts';
import { heading, item, type Block } from './blocks.ts';
import type { MinutesContent } from './schema.ts';
import { timeInWords, vi } from './wording.ts';

export function announcementBlocks({ announcements }: MinutesContent): Block[] {
	if (announcements.length === 0) return [];
	return [heading(m.documents_announcements({}, vi)), ...announcements.map(announcementInWords)];
}

/** Who acts for the chair says it in the own office. */
const announcers: Partial<Record<Role, typeof m.documents_announced_by_chair>> = {
	secretary: m.documents_announced_by_secretary,
	operator: m.documents_announced_by_operator
};

function announcementInWords({ at, role, name, text }: MinutesContent['announcements'][number]): Block {
	const who = announcers[role] ?? m.documents_announced_by_chair;
	const line = text.replaceAll(/\s*\n\s*/g, ' ');
	return item(m.documents_announcement({ time: timeInWords(at), role: who({}, vi), name, text: line }, vi));
}
