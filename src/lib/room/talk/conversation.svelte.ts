// One site's conversation as far as this page has read it.
import type { Message } from '#lib/protocol/talk.ts';
import type { Request } from '../connection/connection.ts';
import { Refusal } from '../connection/refusal.ts';

export class Conversation {
	readonly siteId: string;
	/** Oldest first, without gaps. */
	messages = $state.raw<Message[]>([]);
	/** There are more before them. */
	earlier = $state(false);
	state = $state<'reading' | 'ready' | 'failed'>('reading');
	/** Those before them are on their way. */
	readingEarlier = $state(false);
	readonly #request: Request;

	constructor(siteId: string, request: Request) {
		this.siteId = siteId;
		this.#request = request;
	}

	/** The last messages; what was read before stays where nothing is missing in between. */
	async read(): Promise<void> {
		await this.#ask({}, ({ messages, earlier }) => {
			const joined = joinMessages(this.messages, messages, earlier);
			if (joined[0]?.number === messages[0]?.number) this.earlier = earlier;
			this.messages = joined;
		});
	}

	async readEarlier(): Promise<void> {
		const before = this.messages[0]?.number;
		if (before === undefined || this.readingEarlier) return;
		this.readingEarlier = true;
		await this.#ask({ before }, ({ messages, earlier }) => {
			// What is known may have been given up since: then these would not stand before it.
			if (this.messages[0]?.number !== before) return;
			this.messages = [...messages.filter(({ number }) => number < before), ...this.messages];
			this.earlier = earlier;
		}).finally(() => (this.readingEarlier = false));
	}

	async #ask(
		which: { before?: number },
		take: (answer: { messages: Message[]; earlier: boolean }) => void
	): Promise<void> {
		try {
			take(await this.#request('messages:read', { siteId: this.siteId, ...which }));
			this.state = 'ready';
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			this.state = 'failed';
		}
	}
}

/** Known messages with an answer's last ones; of two that do not touch the newer ones stay. Pure. */
export function joinMessages(known: Message[], latest: Message[], earlier: boolean): Message[] {
	const first = latest[0]?.number;
	const last = latest.at(-1)?.number;
	if (first === undefined || last === undefined) return known;
	const older = known.filter(({ number }) => number < first);
	// An answer that comes late does not know what was written after it.
	const newer = known.filter(({ number }) => number > last);
	if (newer.length > 0 && newer.length === known.length) return known;
	const reaches = known.some(({ number }) => number >= first) || !earlier;
	return reaches ? [...older, ...latest, ...newer] : latest;
}
