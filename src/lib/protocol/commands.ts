// What a page may ask of a room: name → shape of the message and of the answer's data. Every command answers,
// with `{ ok: true, data }` or `{ ok: false, error: { code } }`. Commands are imperatives.
import type { types as mediasoupClient } from 'mediasoup-client';
import * as v from 'valibot';
import { floorLimit, turnMinutes } from './floor.ts';
import {
	consumerOptions,
	direction,
	dtlsParameters,
	iceServer,
	rtpCapabilities,
	rtpParameters,
	transportOptions
} from './media.ts';
import { pageNumber } from './papers.ts';
import { snapshot } from './snapshot.ts';
import { message, words } from './talk.ts';
import { actingRole, id, nothing, personId, role, source, text } from './values.ts';
import { choice, electorate, opinion, question } from './votes.ts';
import { lineReport, load, still, unseen, wallDevice } from './wall.ts';

export const commands = {
	/**
	 * Take the seat that the ticket names. With `connectionId` of an earlier join it resumes that seat: its
	 * transports, producers and consumers still stand (`resumed: true`). One person has one seat in a meeting: while
	 * another page of theirs sits there it is refused with `seat_taken`, and `takeOver` ends that one. Answers the
	 * whole state of the room.
	 */
	'room:join': {
		message: v.object({
			connectionId: v.optional(id),
			takeOver: v.optional(v.boolean()),
			/** May be heard and seen as soon as it is called, also when it has not asked for the floor. */
			consent: v.optional(v.boolean(), false)
		}),
		data: v.object({
			snapshot,
			resumed: v.boolean(),
			/** What the seat already receives and sends. After a resumption the page adds what it lacks, closes what is gone. */
			consumers: v.array(consumerOptions),
			producerIds: v.array(id),
			/** An officer closed its microphone, and nobody here has opened it since. */
			muted: v.boolean(),
			routerRtpCapabilities: rtpCapabilities,
			iceServers: v.array(iceServer)
		})
	},
	/** The consent given with the join is given now, or taken back. */
	'site:consent': { message: v.object({ consent: v.boolean() }), data: nothing },
	/** Give up the seat; the socket is then closed by the page. */
	'room:leave': { message: nothing, data: nothing },

	'transport:create': {
		message: v.object({ direction }),
		data: transportOptions<
			mediasoupClient.IceParameters,
			mediasoupClient.IceCandidate,
			mediasoupClient.DtlsParameters
		>()
	},
	'transport:connect': { message: v.object({ transportId: id, dtlsParameters }), data: nothing },
	'transport:restart-ice': {
		message: v.object({ transportId: id }),
		data: v.object({
			iceParameters: v.custom<mediasoupClient.IceParameters>(
				(value) => typeof value === 'object' && value !== null
			)
		})
	},
	/** From now on the server sends `consumer:created` for all that is on the stage, and for what comes later. */
	'stage:watch': { message: v.object({ transportId: id, rtpCapabilities }), data: nothing },

	/** Refused with `floor_required` unless the conduct or the floor gives this connection the right. */
	'producer:create': {
		message: v.object({
			transportId: id,
			kind: v.picklist(['audio', 'video']),
			source,
			rtpParameters,
			paused: v.optional(v.boolean(), false)
		}),
		data: v.object({ producerId: id })
	},
	'producer:pause': { message: v.object({ producerId: id }), data: nothing },
	'producer:resume': { message: v.object({ producerId: id }), data: nothing },
	'producer:close': { message: v.object({ producerId: id }), data: nothing },
	/** The page is ready to decode; consumers are born paused so that the first key frame is not lost. */
	'consumer:resume': { message: v.object({ consumerId: id }), data: nothing },
	/** The page hides this picture (`pause`), to spare its line and CPU. */
	'consumer:pause': { message: v.object({ consumerId: id }), data: nothing },

	'hand:raise': { message: nothing, data: nothing },
	'hand:lower': { message: nothing, data: nothing },
	/**
	 * Chair, or secretary for the chair. A site that has raised its hand or has consented gets the floor; any other is
	 * asked, and `offers:changed` tells. Where one speaks at a time, who has the floor gives way; else `floor_taken` when
	 * as many have it as may.
	 */
	'floor:grant': { message: v.object({ siteId: id }), data: nothing },
	'floor:withdraw': { message: v.object({ siteId: id }), data: nothing },
	/** The site that was asked will speak, or not now. */
	'offer:accept': { message: nothing, data: nothing },
	'offer:decline': { message: nothing, data: nothing },
	/** Chair or secretary: how many may have the floor at once. */
	'floor:limit': { message: v.object({ limit: floorLimit }), data: nothing },
	/** Chair or secretary: what a turn may take from now on; null without a limit. */
	'floor:time': { message: v.object({ minutes: v.nullable(turnMinutes) }), data: nothing },
	/** The site that has the floor gives it back. */
	'floor:return': { message: nothing, data: nothing },
	/** Chair or secretary: removes a hand from the queue without granting. */
	'hand:dismiss': { message: v.object({ siteId: id }), data: nothing },

	/** Chair or secretary: takes down who is there now. It is taken by itself at the opening, with each vote and at the end. */
	'roll:take': { message: nothing, data: nothing },

	/**
	 * Chair, or secretary for the chair: words to all pages, before the opening, too. The page makes `announcementId`
	 * once, so that asking again says it once.
	 */
	'announcement:make': { message: v.object({ announcementId: id, text: words }), data: nothing },
	/**
	 * Between one site and the desk (chair, secretary, operator): a site writes in its own conversation only. The page
	 * makes `messageId` once. Refused with `messages_closed` to a site while the chair has closed it.
	 */
	'message:send': { message: v.object({ messageId: id, siteId: id, text: words }), data: nothing },
	/** The last messages of one conversation, or those before one that is known; oldest first. */
	'messages:read': {
		message: v.object({ siteId: id, before: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))) }),
		data: v.object({ messages: v.array(message), earlier: v.boolean() })
	},
	/** Chair or secretary: whether sites may write to the desk. The desk may always write to them. */
	'messages:switch': { message: v.object({ open: v.boolean() }), data: nothing },

	'agenda:begin': { message: v.object({ itemId: id }), data: nothing },
	/**
	 * Chair, secretary, and unless the chair keeps it to them whoever has the floor: a paper to all, in place of the one
	 * before. Refused with `conflict` to a site while another presents.
	 */
	'paper:show': { message: v.object({ paperId: id, page: pageNumber }), data: nothing },
	/** Who presents turns the page for all. */
	'paper:turn': { message: v.object({ page: pageNumber }), data: nothing },
	/** Who presents, chair or secretary. */
	'paper:hide': { message: nothing, data: nothing },
	/** Chair or secretary: whether who has the floor may show papers, too. */
	'papers:switch': { message: v.object({ open: v.boolean() }), data: nothing },
	/**
	 * Chair, or secretary for the chair. One vote at a time; the page makes `voteId` once, so that asking again opens no
	 * second one. Without `siteIds` all sites vote, or the people of all sites who are in the room.
	 */
	'vote:open': {
		message: v.object({
			voteId: id,
			question,
			secret: v.boolean(),
			electorate,
			siteIds: v.optional(v.pipe(v.array(id), v.minLength(1), v.maxLength(1000)))
		}),
		data: nothing
	},
	/**
	 * The page makes `ballotId` once for each choice and asks until it is answered: counted once, however often it comes.
	 * An open vote may be changed until it is closed, a secret one (which has no `text`) may not.
	 */
	'vote:cast': {
		message: v.object({ voteId: id, ballotId: id, choice, text: v.optional(opinion, '') }),
		data: nothing
	},
	'vote:close': { message: v.object({ voteId: id }), data: nothing },
	/** Ends it without a result. */
	'vote:cancel': { message: v.object({ voteId: id }), data: nothing },
	/**
	 * Chair, secretary, operator: from now on `wall:updated` tells of all sites, and `stills:came` brings the pictures of
	 * these, whose cards are on the screen. Said again whenever others are.
	 */
	'wall:look': { message: v.object({ siteIds: v.pipe(v.array(id), v.maxLength(1000)) }), data: nothing },
	'wall:leave': { message: nothing, data: nothing },
	/** The last `stills:came` has arrived; the next one is sent only after it. */
	'stills:seen': { message: nothing, data: nothing },
	/** After `wall:wanted` asked for it, and no more often than it says. */
	'still:send': { message: v.object({ picture: still }), data: nothing },
	/** From now on no picture comes, and why; the last one is not shown any more. The next `still:send` ends it. */
	'still:stop': { message: v.object({ why: unseen }), data: nothing },
	/** After `wall:wanted`, likewise. */
	'line:report': { message: lineReport, data: nothing },
	/** Operator: the devices of one site. */
	'wall:inspect': {
		message: v.object({ siteId: id }),
		data: v.object({ devices: v.array(wallDevice) })
	},
	/** Operator: what the media server's machine carries. */
	'load:read': { message: nothing, data: load },
	/** Operator: sound only for all devices of a site, until it is taken back. */
	'site:limit': { message: v.object({ siteId: id, audioOnly: v.boolean() }), data: nothing },
	/** Chair or secretary: its microphones are closed at once; with the right to speak it may open them again. */
	'site:mute': { message: v.object({ siteId: id }), data: nothing },
	/** Out of the room, and not in again before `site:admit`. Never the main site, nor one with an officer. */
	'site:remove': { message: v.object({ siteId: id }), data: nothing },
	'site:admit': { message: v.object({ siteId: id }), data: nothing },
	/** To the lobby, where it waits without stage, sound or floor. Never the main site, nor one with an officer. */
	'lobby:send': { message: v.object({ siteId: id }), data: nothing },
	/** Back into the meeting; null: all who wait in the lobby. */
	'lobby:admit': { message: v.object({ siteId: v.nullable(id) }), data: nothing },
	/** Who sits in the main site and could chair. */
	'chair:candidates': {
		message: nothing,
		data: v.object({ people: v.array(v.object({ personId, personName: text, role })) })
	},
	/** Chair, or who acts for the chair, to somebody of the main site who is here; whom the plan names may take it back. */
	'chair:hand': { message: v.object({ personId }), data: nothing },
	/** The chair says who may act for the chair. */
	'acting:allow': {
		message: v.object({ roles: v.pipe(v.array(actingRole), v.maxLength(2)) }),
		data: nothing
	},
	/** Chair, or secretary for the chair. Recording is announced before the first packet is captured. */
	'meeting:open': { message: nothing, data: nothing },
	'meeting:end': { message: nothing, data: nothing }
} as const;

export type CommandName = keyof typeof commands;
export type CommandMessage<N extends CommandName> = v.InferOutput<(typeof commands)[N]['message']>;
export type CommandData<N extends CommandName> = v.InferOutput<(typeof commands)[N]['data']>;
