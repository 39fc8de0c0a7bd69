// The minutes as a document: what stands where, in which words. Pure; rendered as DOCX and as PDF.
import { formatTime } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import { attendedBy, count, rollOf, speakersOf, type RollGroup } from './roll.ts';
import type { Attendance, Attendee, MinutesContent, Span } from './schema.ts';
import type { MinutesState } from './states.ts';
import { agencyLines, lengthInWords, momentInWords, timeInWords, vi } from './wording.ts';

export type Block =
	| { kind: 'field'; label: string; text: string }
	| { kind: 'heading'; text: string }
	| { kind: 'paragraph'; text: string }
	| { kind: 'item'; text: string }
	| Table;

export interface Table {
	kind: 'table';
	/** `share` of the width; the shares add up to 1. */
	columns: { title: string; share: number; align: 'left' | 'center' }[];
	/** A row of one cell goes over the whole width and heads a group. */
	rows: string[][];
}

export interface MinutesDocument {
	nation: string;
	motto: string;
	superior: string[];
	agency: string[];
	number: string;
	/** Empty once approved. */
	draftMark: string;
	kind: string;
	subject: string;
	blocks: Block[];
	/** Stays on one page with the signatures. */
	closing: string;
	signatures: { office: string; name: string }[];
	recipientsTitle: string;
	recipients: string[];
	appendix: { title: string; subtitle: string; blocks: Block[] };
}

export interface Minutes {
	state: MinutesState;
	content: MinutesContent;
	conclusions: string;
}

export function documentOf({ state, content, conclusions }: Minutes): MinutesDocument {
	const main = content.sites.find((site) => site.kind === 'main');
	return {
		nation: m.documents_nation({}, vi),
		motto: m.documents_motto({}, vi),
		...agencyLines(main?.name ?? '', main?.parentName ?? ''),
		number: m.documents_minutes_number({}, vi),
		draftMark: state === 'draft' ? m.documents_draft({}, vi) : '',
		kind: m.documents_minutes({}, vi),
		subject: content.title,
		blocks: [
			...opening(content),
			...attendance(content),
			...course(content),
			...conclusionBlocks(conclusions)
		],
		closing: m.documents_closing({ moment: momentInWords(content.endedAt) }, vi),
		signatures: [
			{ office: m.documents_signature_secretary({}, vi), name: content.secretary?.name ?? '' },
			{ office: m.documents_signature_chair({}, vi), name: content.chair?.name ?? '' }
		],
		recipientsTitle: m.documents_recipients({}, vi),
		recipients: [m.documents_recipients_attending({}, vi), m.documents_recipients_file({}, vi)],
		appendix: {
			title: m.documents_appendix({}, vi),
			subtitle: m.documents_appendix_sites({}, vi),
			blocks: [appendixTable(content)]
		}
	};
}

const field = (label: string, text: string): Block => ({ kind: 'field', label, text });
const heading = (text: string): Block => ({ kind: 'heading', text });
const item = (text: string): Block => ({ kind: 'item', text });

function opening(content: MinutesContent): Block[] {
	const planned = content.plannedStart;
	const actual = momentInWords(content.openedAt);
	const begin =
		planned === null ? actual : m.documents_begin_planned({ actual, planned: timeInWords(planned) }, vi);
	const components = content.sites.filter((site) => site.kind === 'component').length;
	const place = content.place || content.sites.find((site) => site.kind === 'main')?.name || '';
	return [
		field(m.documents_begin({}, vi), begin),
		field(m.documents_place({}, vi), m.documents_place_online({ place, count: components }, vi)),
		field(m.documents_chair({}, vi), officerInWords(content.chair)),
		field(m.documents_secretary({}, vi), officerInWords(content.secretary))
	];
}

function officerInWords(officer: MinutesContent['chair']): string {
	if (officer === null) return '';
	return officer.position === '' ? officer.name : `${officer.name}, ${officer.position}`;
}

function attendance(content: MinutesContent): Block[] {
	const main = content.sites.find((site) => site.kind === 'main');
	const groups = rollOf(content);
	const all = groups.flatMap((group) => group.sites);
	const counts = count(all);
	const blocks: Block[] = [heading(m.documents_attending({}, vi))];
	if (main && main.people.length > 0) {
		blocks.push(item(m.documents_attending_main({ people: peopleInWords(main.people) }, vi)));
	}
	if (all.length === 0) return blocks;
	blocks.push(item(m.documents_attending_components({ present: counts.present, count: all.length }, vi)));
	blocks.push(rollTable(groups));
	const absent = groups.flatMap(absentInWords);
	if (absent.length > 0) blocks.push(heading(m.documents_absent_sites({}, vi)), ...absent.map(item));
	return blocks;
}

function rollTable(groups: readonly RollGroup[]): Table {
	const row = (cells: [string, string], group: Pick<RollGroup, 'sites' | 'counts'>) => {
		const { present, excused, absent } = group.counts;
		return [...cells, ...[group.sites.length, present, excused, absent].map(String)];
	};
	const sites = groups.flatMap((group) => group.sites);
	const rows = groups.map((group, index) => row([String(index + 1), group.name], group));
	const total = row(['', m.documents_total({}, vi)], { sites, counts: count(sites) });
	return {
		kind: 'table',
		columns: [
			{ title: m.documents_column_number({}, vi), share: 0.08, align: 'center' },
			{ title: m.documents_column_group({}, vi), share: 0.36, align: 'left' },
			{ title: m.documents_column_sites({}, vi), share: 0.14, align: 'center' },
			{ title: m.documents_column_present({}, vi), share: 0.14, align: 'center' },
			{ title: m.documents_column_excused({}, vi), share: 0.14, align: 'center' },
			{ title: m.documents_column_absent({}, vi), share: 0.14, align: 'center' }
		],
		rows: groups.length > 1 ? [...rows, total] : rows
	};
}

function absentInWords(group: RollGroup): string[] {
	const missing = group.sites.filter((site) => attendedBy(site) !== 'present');
	if (missing.length === 0) return [];
	const names = missing.map(({ name, reply, replyReason }) =>
		reply === 'declined' ? m.documents_absent_reason({ name, reason: replyReason }, vi) : name
	);
	return [`${group.name}: ${names.join('; ')}.`];
}

function peopleInWords(people: readonly Attendee[]): string {
	return people.map(personInWords).join('; ');
}

function personInWords({ name, jobTitle, presence, note }: Attendee): string {
	const person = jobTitle === '' ? name : `${name}, ${jobTitle}`;
	switch (presence) {
		case 'room':
			return person;
		case 'online':
			return m.documents_person_online({ person }, vi);
		case 'absent':
			return note === ''
				? m.documents_person_absent({ person }, vi)
				: m.documents_person_absent_reason({ person, reason: note }, vi);
		case 'substituted':
			return note === ''
				? m.documents_person_substituted({ person }, vi)
				: m.documents_person_substituted_by({ person, substitute: note }, vi);
	}
}

function course(content: MinutesContent): Block[] {
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

function conclusionBlocks(conclusions: string): Block[] {
	const paragraphs = conclusions.split(/\n+/).filter((line) => line.trim() !== '');
	const texts = paragraphs.length > 0 ? paragraphs : [m.documents_conclusions_none({}, vi)];
	return [
		heading(m.documents_conclusions({}, vi)),
		...texts.map((text): Block => ({ kind: 'paragraph', text: text.trim() }))
	];
}

function appendixTable(content: MinutesContent): Table {
	const main = content.sites.filter((site) => site.kind === 'main');
	let number = 0;
	const rowOf = (site: Attendance) => [
		String(++number),
		site.name,
		connectionInWords(site),
		peopleInWords(site.people)
	];
	return {
		kind: 'table',
		columns: [
			{ title: m.documents_column_number({}, vi), share: 0.08, align: 'center' },
			{ title: m.documents_column_site({}, vi), share: 0.3, align: 'left' },
			{ title: m.documents_column_connected({}, vi), share: 0.2, align: 'center' },
			{ title: m.documents_column_people({}, vi), share: 0.42, align: 'left' }
		],
		rows: [
			...main.map(rowOf),
			...rollOf(content).flatMap((group) => [
				[
					m.documents_group_present(
						{ name: group.name, present: group.counts.present, count: group.sites.length },
						vi
					)
				],
				...group.sites.map(rowOf)
			])
		]
	};
}

function connectionInWords(site: Attendance): string {
	const first = site.connected.at(0);
	const last = site.connected.at(-1);
	if (first && last) return `${formatTime(first.from)} – ${formatTime(last.to)}`;
	return site.reply === 'declined'
		? m.documents_site_declined({ reason: site.replyReason }, vi)
		: m.documents_site_absent({}, vi);
}
