// The minutes as a document: what stands where, in which words. Pure; rendered as DOCX and as PDF.
import { m } from '#lib/paraglide/messages.js';
import { announcementBlocks } from './announcement-blocks.ts';
import { appendixTable, attendanceBlocks } from './attendance-blocks.ts';
import { field, heading, type Block } from './blocks.ts';
import { courseBlocks } from './course-blocks.ts';
import type { MinutesContent } from './schema.ts';
import type { MinutesState } from './states.ts';
import { voteBlocks } from './vote-blocks.ts';
import { agencyLines, momentInWords, timeInWords, vi } from './wording.ts';

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
			...attendanceBlocks(content),
			...courseBlocks(content),
			...announcementBlocks(content),
			...voteBlocks(content),
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
		field(m.documents_chair({}, vi), chairInWords(content)),
		field(m.documents_secretary({}, vi), officerInWords(content.secretary))
	];
}

function chairInWords({ chair, chairs }: MinutesContent): string {
	const handed = chairs.map(({ at, name }) => m.documents_chair_from({ time: timeInWords(at), name }, vi));
	return [officerInWords(chair), ...handed].join('; ');
}

function officerInWords(officer: MinutesContent['chair']): string {
	if (officer === null) return '';
	return officer.position === '' ? officer.name : `${officer.name}, ${officer.position}`;
}

function conclusionBlocks(conclusions: string): Block[] {
	const paragraphs = conclusions.split(/\n+/).filter((line) => line.trim() !== '');
	const texts = paragraphs.length > 0 ? paragraphs : [m.documents_conclusions_none({}, vi)];
	return [
		heading(m.documents_conclusions({}, vi)),
		...texts.map((text): Block => ({ kind: 'paragraph', text: text.trim() }))
	];
}
