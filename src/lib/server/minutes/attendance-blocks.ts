// Who was there, in the document: counted by group, those absent by name, everybody in the appendix.
import { formatTime } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import { neededFor } from '#lib/protocol/roll.ts';
import { heading, item, type Block, type Table } from './blocks.ts';
import { attendedBy, count, reasonOf, rollOf, type RollGroup } from './roll.ts';
import type { Attendance, Attendee, MinutedRoll, MinutesContent } from './schema.ts';
import { timeInWords, vi } from './wording.ts';

export function attendanceBlocks(content: MinutesContent): Block[] {
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
	blocks.push(...content.rolls.map(takenInWords), rollTable(groups));
	const absent = groups.flatMap(absentInWords);
	if (absent.length > 0) blocks.push(heading(m.documents_absent_sites({}, vi)), ...absent.map(item));
	return blocks;
}

function takenInWords({ moment, at, rule, present, expected }: MinutedRoll): Block {
	const needed = neededFor(rule, expected);
	const when = { moment: momentWords[moment](), time: timeInWords(at), present, count: expected };
	if (needed === 0) return item(m.documents_roll_taken(when, vi));
	return item(
		present >= needed
			? m.documents_roll_quorum({ ...when, needed }, vi)
			: m.documents_roll_no_quorum({ ...when, needed }, vi)
	);
}

const momentWords: Record<MinutedRoll['moment'], () => string> = {
	opening: () => m.roll_moment_opening({}, vi),
	vote: () => m.roll_moment_vote({}, vi),
	end: () => m.roll_moment_end({}, vi),
	asked: () => m.roll_moment_asked({}, vi)
};

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
	const names = missing.map((site) => {
		const reason = reasonOf(site);
		return reason === '' ? site.name : m.documents_absent_reason({ name: site.name, reason }, vi);
	});
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

export function appendixTable(content: MinutesContent): Table {
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
	const reason = reasonOf(site);
	return reason === '' ? m.documents_site_absent({}, vi) : m.documents_site_declined({ reason }, vi);
}
