// What arrives at a page: packets by stream, and what the page tells the media server about them.
import type { ConsumerOptions } from '../../../src/lib/protocol/media.ts';
import type { Link } from './link.ts';
import { isRtcp, keyFrameWidth, ssrcOf, writeKeyFrameRequest, writeReceiverReport } from './rtp.ts';

export class Arrivals {
	readonly consumers = new Map<string, ConsumerOptions>();
	readonly #packets = new Map<number, number>();
	readonly #widths = new Map<number, number>();
	link: Link | undefined;

	get inAll(): number {
		return [...this.#packets.values()].reduce((sum, count) => sum + count, 0);
	}

	/** How many packets of this producer have come. */
	of(producerId: string): number {
		const own = [...this.consumers.values()].filter((one) => one.producerId === producerId);
		return own.reduce((sum, one) => sum + (this.#packets.get(ssrcIn(one)) ?? 0), 0);
	}

	/** The width of the picture that comes now. */
	width(producerId: string): number | undefined {
		return this.#widths.get(this.#ssrcOf(producerId));
	}

	count(packet: Buffer): void {
		if (isRtcp(packet)) return;
		const ssrc = ssrcOf(packet);
		const consumer = [...this.consumers.values()].find((one) => ssrcIn(one) === ssrc);
		const width = consumer?.kind === 'video' ? keyFrameWidth(packet) : undefined;
		if (width !== undefined) this.#widths.set(ssrc, width);
		this.#packets.set(ssrc, (this.#packets.get(ssrc) ?? 0) + 1);
	}

	/** As a browser does that cannot decode what it got. */
	askForKeyFrame(producerId: string): void {
		this.link?.send(writeKeyFrameRequest(this.#ssrcOf(producerId)));
	}

	/** Tells how much of each stream got lost on the way. */
	reportLoss(fractionLost: number): void {
		const reports = [...this.consumers.values()].map((consumer) => {
			const ssrc = ssrcIn(consumer);
			const highest = this.#packets.get(ssrc) ?? 0;
			return { ssrc, fractionLost, lost: Math.round(highest * fractionLost), highest };
		});
		this.link?.send(writeReceiverReport(reports));
	}

	/** Of the newest consumer: those of a worker that died are never said to be closed. */
	#ssrcOf(producerId: string): number {
		const consumer = [...this.consumers.values()].findLast((one) => one.producerId === producerId);
		return consumer ? ssrcIn(consumer) : 0;
	}
}

const ssrcIn = ({ rtpParameters }: ConsumerOptions) => rtpParameters.encodings?.[0]?.ssrc ?? 0;
