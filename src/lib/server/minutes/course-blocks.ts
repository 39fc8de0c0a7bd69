// What happened, in the document: each agenda item with its times and speakers.
import { m } from '#lib/paraglide/messages.js';
import { heading, item, type Block, type Table } from './blocks.ts';
import { speakersOf } from './roll.ts';
import type { MinutesContent, Span } from './schema.ts';
import { lengthInWords, timeInWords, vi } from './wording.ts';

export function courseBlocks(content: MinutesContent): Block[] {
	const blocks: Block[] = [heading(m.documents_course({}, vi))];
	const told = new Set<Span>();
	content.agenda.forEach(({ title, presenter, times }, index) => {
		blocks.push(heading(`${index + 1}. ${title}`));
		blocks.push(item(times.length === 0 ? m.documents_item_skipped({}, vi) : timesInWords(times)));
		if (presenter !== '') blocks.push(item(m.documents_item_presenter({ presenter }, vi)));
		const turns = content.turns.filter((turn) => times.some((time) => isWithin(turn.from, time)));
		for (const turn of turns) told.add(turn);
		if (turns.length > 0) blocks.push(item(turnsInWords(content, turns)));
	});
	const others = content.turns.filter((turn) => !told.has(turn));
	if (others.length > 0) blocks.push(item(turnsInWords(content, others)));
	if (content.turns.length > 0)
		blocks.push(heading(m.documents_speaking_times({}, vi)), speakersTable(content));
	return blocks;
}

function isWithin(moment: number, span: Span): boolean {
	return span.from <= moment && moment < span.to;
}

function timesInWords(times: readonly Span[]): string {
	const parts = times.map(({ from, to }) =>
		m.documents_from_to({ from: timeInWords(from), to: timeInWords(to) }, vi)
	);
	return m.documents_item_times({ times: parts.join('; ') }, vi);
}

function turnsInWords(content: MinutesContent, turns: MinutesContent['turns']): string {
	const names = new Map(content.sites.map((site) => [site.siteId, site.name]));
	const parts = turns.map(({ siteId, from, to }) =>
		m.documents_turn(
			{ name: names.get(siteId) ?? '', time: timeInWords(from), length: lengthInWords(to - from) },
			vi
		)
	);
	return m.documents_item_speakers({ speakers: parts.join('; ') }, vi);
}

function speakersTable(content: MinutesContent): Table {
	return {
		kind: 'table',
		columns: [
			{ title: m.documents_column_number({}, vi), share: 0.1, align: 'center' },
			{ title: m.documents_column_unit({}, vi), share: 0.5, align: 'left' },
			{ title: m.documents_column_turns({}, vi), share: 0.15, align: 'center' },
			{ title: m.documents_column_length({}, vi), share: 0.25, align: 'center' }
		],
		rows: speakersOf(content).map(({ name, turns, total }, index) => [
			String(index + 1),
			name,
			String(turns),
			lengthInWords(total)
		])
	};
}
