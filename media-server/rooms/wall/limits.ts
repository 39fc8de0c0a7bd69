// What officers decide about one site, here and now: sound only, microphone closed. It is no part of the meeting's
// record: a media server that is started anew knows nothing of it.
import { CodedError } from '#lib/server/platform/errors.ts';
import { orMediaFailed } from '../../rtc/refused.ts';
import type { Peer } from '../peer.ts';

const pictures: readonly string[] = ['camera', 'screen'];

export class Limits {
	readonly #peers: () => Iterable<Peer>;
	/** Sites of which the operator wants sound only. */
	readonly #held = new Set<string>();

	constructor(peers: () => Iterable<Peer>) {
		this.#peers = peers;
	}

	/** Whoever comes to a site that is limited is limited, too. */
	welcome(peer: Peer): void {
		if (this.#held.has(peer.siteId)) peer.reception.hold(true);
	}

	async limit(siteId: string, audioOnly: boolean): Promise<void> {
		if (audioOnly) this.#held.add(siteId);
		else this.#held.delete(siteId);
		for (const peer of this.#of(siteId)) {
			peer.reception.hold(audioOnly);
			if (audioOnly) await pause(peer, (source) => pictures.includes(source));
		}
	}

	/** The chair is muted by nobody. */
	async mute(siteId: string): Promise<void> {
		for (const peer of this.#of(siteId)) {
			if (peer.role === 'chair') continue;
			await pause(peer, (source) => source === 'microphone');
			peer.line?.tell('microphone:muted', {});
		}
	}

	#of(siteId: string): Peer[] {
		return [...this.#peers()].filter((peer) => peer.siteId === siteId);
	}
}

/** Asked before a picture is sent or sent again. */
export function requireUnlimited({ reception }: Peer, source: string): void {
	if (reception.held && pictures.includes(source)) throw new CodedError('audio_only');
}

async function pause(peer: Peer, which: (source: string) => boolean): Promise<void> {
	for (const { source, producer } of peer.productions) {
		if (which(source) && !producer.paused) await orMediaFailed(producer.pause());
	}
}
