// The roll as a table. Documents are in Vietnamese. Pure.
import { formatTime, localDay } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import { groupSites, type RollMoment, type Standing } from '#lib/protocol/roll.ts';
import type { Presence } from '../schema.ts';
import type { ListedPerson } from './queries.ts';
import type { Roll, RollSite } from './roll.ts';

const vi = { locale: 'vi' } as const;

export function rollTable({ sites, taken, ended }: Roll): string[][] {
	const groups = groupSites(sites, (site) => site.levelName);
	const main = sites.filter((site) => site.kind === 'main').map((site) => ({ group: site.levelName, site }));
	const components = [...groups].flatMap(([group, own]) => own.map((site) => ({ group, site })));
	const heading = [
		m.roll_column_number({}, vi),
		m.roll_column_group({}, vi),
		m.roll_column_site({}, vi),
		m.roll_column_level({}, vi),
		m.roll_column_reply({}, vi),
		m.roll_column_standing({}, vi),
		m.roll_column_reason({}, vi),
		m.roll_column_first({}, vi),
		m.roll_column_last({}, vi),
		m.roll_column_times({}, vi),
		m.roll_column_people({}, vi),
		...taken.map(({ moment: why, at }) =>
			m.roll_column_taken({ moment: momentWord(why), time: formatTime(at) }, vi)
		)
	];
	const rows = [...main, ...components].map(({ group, site }, index) => [
		String(index + 1),
		group,
		site.name,
		site.levelName,
		replyWords[site.reply](),
		standingWord(site, ended),
		site.reason,
		...connectedCells(site),
		site.people.map(personInWords).join('; '),
		...taken.map(({ siteIds }) => (siteIds.includes(site.siteId) ? m.roll_was_here({}, vi) : ''))
	]);
	return [heading, ...rows];
}

function connectedCells({ connected }: RollSite): string[] {
	const [first, last] = [connected.at(0), connected.at(-1)];
	return [
		first ? moment(first.from) : '',
		last?.to ? moment(last.to) : '',
		connected.length === 0 ? '' : String(connected.length)
	];
}

/** As every spreadsheet understands it. */
function moment(at: number): string {
	return `${localDay(at)} ${formatTime(at)}`;
}

function standingWord({ standing, left }: RollSite, ended: boolean): string {
	if (ended && standing === 'awaited') return m.roll_unexcused({}, vi);
	return left && !ended ? m.roll_left({}, vi) : standingWords[standing]();
}

const standingWords: Record<Standing, () => string> = {
	room: () => m.roll_room({}, vi),
	online: () => m.roll_online({}, vi),
	substituted: () => m.roll_substituted({}, vi),
	excused: () => m.roll_excused({}, vi),
	awaited: () => m.roll_awaited({}, vi)
};

const replyWords: Record<RollSite['reply'], () => string> = {
	none: () => m.meetings_reply_none({}, vi),
	confirmed: () => m.meetings_reply_confirmed({}, vi),
	declined: () => m.meetings_reply_declined({}, vi)
};

const presenceWords: Record<Presence, () => string> = {
	room: () => m.meetings_presence_room({}, vi),
	online: () => m.meetings_presence_online({}, vi),
	substituted: () => m.meetings_presence_substituted({}, vi),
	absent: () => m.meetings_presence_absent({}, vi)
};

const momentWords: Record<RollMoment, () => string> = {
	opening: () => m.roll_moment_opening({}, vi),
	vote: () => m.roll_moment_vote({}, vi),
	end: () => m.roll_moment_end({}, vi),
	asked: () => m.roll_moment_asked({}, vi)
};
const momentWord = (moment: RollMoment) => momentWords[moment]();

function personInWords({ fullName, jobTitle, presence, note }: ListedPerson): string {
	const who = jobTitle === '' ? fullName : `${fullName}, ${jobTitle}`;
	const how = presenceWords[presence]();
	return `${who} (${note === '' ? how : `${how}: ${note}`})`;
}
