// What was said to all in writing, in the document.
import { m } from '#lib/paraglide/messages.js';
import { heading, item, type Block } from './blocks.ts';
import type { MinutesContent } from './schema.ts';
import { timeInWords, vi } from './wording.ts';

export function announcementBlocks({ announcements }: MinutesContent): Block[] {
	if (announcements.length === 0) return [];
	return [heading(m.documents_announcements({}, vi)), ...announcements.map(announcementInWords)];
}

function announcementInWords({ at, role, name, text }: MinutesContent['announcements'][number]): Block {
	const who = role === 'secretary' ? m.documents_announced_by_secretary : m.documents_announced_by_chair;
	const line = text.replaceAll(/\s*\n\s*/g, ' ');
	return item(m.documents_announcement({ time: timeInWords(at), role: who({}, vi), name, text: line }, vi));
}
