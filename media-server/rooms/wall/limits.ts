// What officers decide about one site: sound only, which the log keeps, and microphone closed, here and now.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Role, Source } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { orMediaFailed } from '../../rtc/refused.ts';
import type { Line } from '../line.ts';

/** What is used of a producer. */
type Outgoing = {
	readonly source: Source;
	readonly producer: {
		readonly paused: boolean;
		readonly closed: boolean;
		pause(): Promise<void>;
		close(): void;
	};
};
/** And of a seat. */
export type Limited = {
	readonly siteId: string;
	readonly role: Role;
	readonly line: Pick<Line, 'tell'> | undefined;
	muted: boolean;
	readonly reception: { readonly held: boolean; hold(held: boolean): void };
	readonly productions: readonly Outgoing[];
};

type Given = {
	peers: () => Iterable<Limited>;
	/** Sites of which the operator wants sound only. */
	limited: () => ReadonlySet<string>;
	log: Pick<Log, 'warn'>;
};

export class Limits {
	readonly #given: Given;

	constructor(given: Given) {
		this.#given = given;
	}

	/** Whoever comes to a site that is limited is limited, too. */
	welcome(peer: Limited): void {
		peer.reception.hold(this.#given.limited().has(peer.siteId));
	}

	follow(events: readonly MeetingEvent[]): void {
		for (const { type, siteId } of events) {
			if (type === 'site:limited') this.#limit(siteId);
			// What was said of one turn does not hold for the next.
			if (type !== 'floor:granted' && type !== 'floor:ended') continue;
			for (const peer of this.#of(siteId)) peer.muted = false;
		}
	}

	/**
	 * The chair is muted by nobody. A page that is away now is told when it is back, and one whose microphone cannot be
	 * closed keeps no other open.
	 */
	async mute(siteId: string): Promise<void> {
		const peers = this.#of(siteId).filter(({ role }) => role !== 'chair');
		for (const peer of peers) {
			peer.muted = true;
			peer.line?.tell('microphone:muted', {});
		}
		await pauseAll(peers.flatMap(({ productions }) => productions.filter(isMicrophone)));
	}

	#limit(siteId: string | null): void {
		for (const peer of this.#of(siteId)) {
			this.welcome(peer);
			if (!peer.reception.held) continue;
			pauseAll(peer.productions.filter(isPicture)).catch((error: unknown) => {
				this.#given.log.warn({ err: error, site: siteId }, 'a picture was not held back');
			});
		}
	}

	#of(siteId: string | null): Limited[] {
		return [...this.#given.peers()].filter((peer) => peer.siteId === siteId);
	}
}

/** Before something is sent, or sent again. Who opens the microphone speaks on, whatever was said before. */
export function beforeOpening(peer: Limited, source: Source, { paused } = { paused: false }): void {
	if (peer.reception.held && isPicture({ source })) throw new CodedError('audio_only');
	if (source === 'microphone' && !paused) peer.muted = false;
}

/** An officer may have decided while it was being opened. */
export async function afterOpening(peer: Limited, opened: Outgoing): Promise<void> {
	if (peer.muted && isMicrophone(opened)) await orMediaFailed(opened.producer.pause());
	if (!peer.reception.held || !isPicture(opened)) return;
	opened.producer.close();
	throw new CodedError('audio_only');
}

function isMicrophone({ source }: Pick<Outgoing, 'source'>): boolean {
	return source === 'microphone';
}

function isPicture({ source }: Pick<Outgoing, 'source'>): boolean {
	return source === 'camera' || source === 'screen';
}

/** All are tried, whatever becomes of one; one that closes meanwhile sends nothing any more. */
async function pauseAll(outgoing: readonly Outgoing[]): Promise<void> {
	const open = outgoing.filter(({ producer }) => !producer.paused);
	const results = await Promise.allSettled(open.map(({ producer }) => producer.pause()));
	const failed = results.find(
		(result, index) => result.status === 'rejected' && !open[index]?.producer.closed
	);
	if (failed?.status === 'rejected') throw new CodedError('media_failed', { cause: failed.reason });
}
