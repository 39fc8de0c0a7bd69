// The draft as a reading of the log. Pure.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import {
	agendaTimes,
	announcements,
	chairTurns,
	floorTurns,
	presence,
	resultOf,
	takenRolls,
	votes,
	type Interval
} from '#lib/server/events/events.ts';
import { attendanceOf } from '#lib/protocol/roll.ts';
import type { Voter } from '#lib/protocol/votes.ts';
import type { AgendaFacts, MeetingFacts, RosterFacts, SiteFacts } from './queries.ts';
import type { MinutedVote, MinutesContent, Span } from './schema.ts';

export interface Facts {
	meeting: MeetingFacts;
	sites: readonly SiteFacts[];
	roster: readonly RosterFacts[];
	agenda: readonly AgendaFacts[];
}

/** Undefined for a meeting that was never opened, or goes on. */
export function draftOf(facts: Facts, events: readonly MeetingEvent[]): MinutesContent | undefined {
	const { meeting } = facts;
	const openedAt = meeting.openedAt?.getTime();
	const endedAt = meeting.endedAt?.getTime();
	if (openedAt === undefined || endedAt === undefined) return undefined;
	const within = (intervals: readonly Interval[]) => clip(intervals, { from: openedAt, to: endedAt });
	return {
		title: meeting.title,
		place: meeting.place,
		plannedStart: meeting.startsAt?.getTime() ?? null,
		plannedMinutes: meeting.plannedMinutes,
		openedAt,
		endedAt,
		chair: officer(meeting.chairName, meeting.chairPosition),
		secretary: officer(meeting.secretaryName, meeting.secretaryPosition),
		sites: attendance(facts, events, within),
		agenda: agenda(facts.agenda, events, within),
		turns: floorTurns(events).flatMap((turn) =>
			within([turn]).map((span) => ({ siteId: turn.siteId, ...span }))
		),
		votes: minutedVotes(facts, events),
		rolls: minutedRolls(events),
		chairs: chairs(meeting.chairId, events, { from: openedAt, to: endedAt }),
		announcements: announcements(events).filter(({ at }) => openedAt <= at && at <= endedAt)
	};
}

/** Of those who had the chair before the opening only the last one chaired, who is named here unless the plan does. */
function chairs(
	chairId: string | null,
	events: readonly MeetingEvent[],
	{ from, to }: Span
): MinutesContent['chairs'] {
	const turns = chairTurns(events).filter(({ at }) => at <= to);
	const opening = turns.findLast(({ at }) => at <= from);
	return [
		...(opening === undefined || opening.personId === chairId ? [] : [{ ...opening, at: from }]),
		...turns.filter(({ at }) => at > from)
	].map(({ at, name }) => ({ at, name }));
}

function minutedRolls(events: readonly MeetingEvent[]): MinutesContent['rolls'] {
	return takenRolls(events)
		.filter(({ moment }) => moment !== 'vote')
		.map(({ moment, at, rule, counts }) => ({ moment, at, rule, ...attendanceOf(counts) }));
}

type Within = (intervals: readonly Interval[]) => Span[];

function attendance(facts: Facts, events: readonly MeetingEvent[], within: Within): MinutesContent['sites'] {
	const there = presence(events);
	const people = Map.groupBy(facts.roster, (entry) => entry.siteId);
	return facts.sites.map((site) => ({
		...site,
		connected: within(there.get(site.siteId) ?? []),
		people: (people.get(site.siteId) ?? []).map(({ name, jobTitle, presence, note }) => ({
			name,
			jobTitle,
			presence,
			note
		}))
	}));
}

function agenda(
	items: readonly AgendaFacts[],
	events: readonly MeetingEvent[],
	within: Within
): MinutesContent['agenda'] {
	const times = agendaTimes(events);
	return items.map(({ itemId, title, presenter }) => ({
		itemId,
		title,
		presenter,
		times: within(times.filter((time) => time.itemId === itemId))
	}));
}

function minutedVotes(facts: Facts, events: readonly MeetingEvent[]): MinutedVote[] {
	const sites = new Map(facts.sites.map(({ siteId, name }) => [siteId, name]));
	const nameOf = ({ siteId, personName }: Voter) => {
		const site = sites.get(siteId) ?? '';
		return personName === null ? site : `${personName} (${site})`;
	};
	return votes(events).map((vote) => {
		const { question, secret, electorate, openedAt, quorum, voters } = vote;
		const result = resultOf(vote);
		return {
			question,
			secret,
			electorate,
			openedAt,
			quorum,
			voterCount: voters.length,
			tally: result?.tally ?? null,
			against: (result?.against ?? []).map(nameOf),
			other: (result?.other ?? []).map((voter) => ({ name: nameOf(voter), text: voter.text })),
			missing: (result?.missing ?? []).map(nameOf)
		};
	});
}

/** People come before the opening and stay after the end; the minutes speak of the time in between. */
function clip(intervals: readonly Interval[], whole: Span): Span[] {
	return intervals.flatMap(({ from, to }) => {
		const span = { from: Math.max(from, whole.from), to: Math.min(to ?? whole.to, whole.to) };
		return span.from < span.to ? [span] : [];
	});
}

function officer(name: string | null, position: string | null) {
	return name === null ? null : { name, position: position ?? '' };
}
