// What the load generator can be told, and what it reports: one schema for each direction of each order.
import * as v from 'valibot';
import { tally } from '#lib/protocol/votes.ts';

const account = v.object({ signInName: v.string(), password: v.string() });

/** The whole product, or the bare server that speaks like it. */
const door = v.variant('kind', [
	v.object({ kind: v.literal('city'), origin: v.string(), meetingId: v.string() }),
	v.object({ kind: v.literal('bare'), origin: v.string() })
]);
export type Door = v.InferOutput<typeof door>;

/** Seats that are counted together. */
const group = v.string();
const milliseconds = v.array(v.number());

const quality = v.object({ framesPerSecond: v.number(), kilobits: v.number(), grain: v.number() });
const stream = v.variant('source', [
	v.object({ source: v.literal('camera'), width: v.number(), quality }),
	v.object({ source: v.literal('microphone') })
]);
export type Stream = v.InferOutput<typeof stream>;

const nothing = v.object({});

/** Milliseconds after the click: who has not seen the new picture then did not see the change. */
export const turnPatience = 5_000;

export const orders = {
	/** Everybody at once; the generator keeps the cookies. */
	'sign-in': {
		message: v.object({ origin: v.string(), accounts: v.array(account) }),
		report: v.object({ took: milliseconds, failed: v.array(v.string()) })
	},
	/** Ticket, socket, seat and, when they watch, media: as many at a time as `width` says. */
	enter: {
		message: v.object({
			group,
			door,
			names: v.array(v.string()),
			watch: v.boolean(),
			width: v.number()
		}),
		report: v.object({
			/** Since the order, or since the seat's turn came. */
			ticket: milliseconds,
			seated: milliseconds,
			connected: milliseconds,
			failed: v.array(v.string())
		})
	},
	/** When so many streams flow to each seat, as soon as somebody sends. */
	ready: { message: v.object({ group, streams: v.number() }), report: nothing },
	/** Viewers of a Janus mountpoint. */
	view: {
		message: v.object({
			group,
			url: v.string(),
			mountpoint: v.number(),
			count: v.number(),
			width: v.number()
		}),
		report: v.object({ connected: milliseconds, failed: v.array(v.string()) })
	},
	leave: { message: v.object({ group }), report: nothing },
	/** Where somebody sits. */
	site: {
		message: v.object({ group, name: v.string() }),
		report: v.object({ siteId: v.string() })
	},
	ask: {
		message: v.object({ group, name: v.string(), command: v.string(), message: v.unknown() }),
		report: v.object({ data: v.unknown() })
	},
	/** Makes producers that do not send yet. */
	publish: {
		message: v.object({ group, name: v.string(), streams: v.array(stream) }),
		report: nothing
	},
	/** The same streams as plain RTP, for servers that take it. */
	inject: {
		message: v.object({ group, streams: v.array(stream), ports: v.array(v.number()) }),
		report: nothing
	},
	play: { message: v.object({ group }), report: nothing },
	pause: {
		message: v.object({ group }),
		/** Packets since `play`, and what they should have been. */
		report: v.object({ sent: v.number(), due: v.number(), keyFramesAsked: v.number() })
	},
	count: {
		message: v.object({ group }),
		report: v.object({
			seats: v.number(),
			packets: v.number(),
			bytes: v.number(),
			/** Packets that its sources sent since `play`. */
			sent: v.number(),
			/** What came over the sockets. */
			notices: v.number(),
			noticeBytes: v.number(),
			/** Seats that got no packet since the last count. */
			silent: v.number()
		})
	},
	/** One site after the other gets the floor and shows itself. */
	turns: {
		message: v.object({
			group,
			leader: v.string(),
			names: v.array(v.string()),
			watchers: v.number(),
			streams: v.array(stream),
			/** No turn begins after these. */
			seconds: v.number()
		}),
		report: v.object({
			/**
			 * For each turn: from the click to the first packet at 95 % of the watching seats; infinite when fewer got it
			 * within `turnPatience`.
			 */
			shown: milliseconds,
			/** Of all pairs of a turn and a watching seat those in which it did not come within `turnPatience`. */
			missed: v.number(),
			pairs: v.number(),
			granted: milliseconds,
			/** Of the turns that were followed by enough time to count them. */
			keyFramesAsked: v.array(v.number())
		})
	},
	/** Hands go up and down, so many times a second; when the others hear of it. */
	hands: {
		message: v.object({ group, names: v.array(v.string()), perSecond: v.number(), seconds: v.number() }),
		/** One latency for each change and seat; infinite where it was not told. */
		report: v.object({ latencies: milliseconds, changes: v.number() })
	},
	/** All vote within some seconds; half of the lines break before the answer. */
	votes: {
		message: v.object({ group, leader: v.string(), names: v.array(v.string()), seconds: v.number(), door }),
		report: v.object({
			answered: milliseconds,
			failed: v.array(v.string()),
			/** After the last vote was answered. */
			shown: milliseconds,
			screens: v.number(),
			expected: tally,
			counted: tally
		})
	},
	/** What pages send for the wall, whenever the room asks for it; the pictures are JPEG in base 64. */
	stills: {
		message: v.object({ group, pictures: v.array(v.string()), seconds: v.number() }),
		/** `at`: when each of them left, by the clock that the server has, too. */
		report: v.object({ at: v.array(v.number()), bytes: v.number(), failed: v.array(v.string()) })
	},
	/** All are ready to send a thumbnail, and have sent one frame of it. */
	'line-up': {
		message: v.object({ group, names: v.array(v.string()), stream }),
		report: nothing
	},
	/** They send, each frame of all as close together as it goes. */
	burst: {
		message: v.object({ group, seconds: v.number(), framesPerSecond: v.number() }),
		/** `widths`: from the first packet of a burst to its last. */
		report: v.object({ sent: v.number(), due: v.number(), widths: milliseconds })
	},
	/** What the server says that came of it, and on how many of the streams it said so. Ends them. */
	counted: {
		message: v.object({ group }),
		report: v.object({ streams: v.number(), reported: v.number(), packets: v.number() })
	}
} as const;

export type OrderName = keyof typeof orders;
export type Order<N extends OrderName> = v.InferOutput<(typeof orders)[N]['message']>;
export type OrderReport<N extends OrderName> = v.InferOutput<(typeof orders)[N]['report']>;

export const envelope = v.object({
	number: v.number(),
	name: v.picklist(Object.keys(orders)),
	message: v.unknown()
});
export const answer = v.variant('ok', [
	v.object({ number: v.number(), ok: v.literal(true), report: v.unknown() }),
	v.object({ number: v.number(), ok: v.literal(false), why: v.string() })
]);
