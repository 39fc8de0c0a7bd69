// What a draft holds (`minutes.content`), as read from the log once; and what the secretary sends.
import * as v from 'valibot';
import { attendance as attended, quorumRule, rollMoment } from '#lib/protocol/roll.ts';
import { id, instant, role } from '#lib/protocol/values.ts';
import { electorate, quorums, tally } from '#lib/protocol/votes.ts';

const interval = v.object({ from: instant, to: instant });
const officer = v.object({ name: v.string(), position: v.string() });

const attendee = v.object({
	name: v.string(),
	jobTitle: v.string(),
	presence: v.picklist(['room', 'online', 'absent', 'substituted']),
	note: v.string()
});

const attendance = v.object({
	siteId: id,
	name: v.string(),
	parentName: v.string(),
	/** As of the unit's level: "Sở, ban, ngành". */
	levelName: v.string(),
	levelRank: v.number(),
	kind: v.picklist(['main', 'component']),
	reply: v.picklist(['none', 'confirmed', 'declined']),
	replyReason: v.string(),
	/** Within the meeting; empty when it never connected. */
	connected: v.array(interval),
	people: v.array(attendee)
});

const agendaItem = v.object({
	itemId: id,
	title: v.string(),
	presenter: v.string(),
	/** Empty when it was not taken up, more than one when it was taken up again. */
	times: v.array(interval)
});

const vote = v.object({
	question: v.string(),
	secret: v.boolean(),
	electorate,
	openedAt: instant,
	voterCount: v.number(),
	quorum: quorums,
	/** Null when it was cancelled. */
	tally: v.nullable(tally),
	/** By name; empty in a secret vote. */
	against: v.array(v.string()),
	other: v.array(v.object({ name: v.string(), text: v.string() })),
	missing: v.array(v.string())
});

const roll = v.object({ moment: rollMoment, at: instant, rule: quorumRule, ...attended.entries });

const announcement = v.object({ at: instant, role, name: v.string(), text: v.string() });

export const minutesContent = v.object({
	title: v.string(),
	place: v.string(),
	plannedStart: v.nullable(instant),
	plannedMinutes: v.number(),
	openedAt: instant,
	endedAt: instant,
	chair: v.nullable(officer),
	secretary: v.nullable(officer),
	sites: v.array(attendance),
	agenda: v.array(agendaItem),
	/** Who had the floor, in order. */
	turns: v.array(v.object({ siteId: id, ...interval.entries })),
	/** Drafts that were made before there were votes have none. */
	votes: v.optional(v.array(vote), []),
	/** Those that were taken, without the votes' own: a vote tells its quorum itself. */
	rolls: v.optional(v.array(roll), []),
	/** To whom the chair was handed while the meeting went on. */
	chairs: v.optional(v.array(v.object({ at: instant, name: v.string() })), []),
	announcements: v.optional(v.array(announcement), [])
});

export type MinutesContent = v.InferOutput<typeof minutesContent>;
export type Attendance = v.InferOutput<typeof attendance>;
export type Attendee = v.InferOutput<typeof attendee>;
export type MinutedRoll = v.InferOutput<typeof roll>;
export type MinutedVote = v.InferOutput<typeof vote>;
export type Span = v.InferOutput<typeof interval>;

export const conclusionsInput = v.object({
	conclusions: v.pipe(v.string(), v.maxLength(50_000), v.trim())
});
