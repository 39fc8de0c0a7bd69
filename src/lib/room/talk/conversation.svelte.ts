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
	readonly #request: Request;

	constructor(siteId: string, request: Request) {
		this.siteId = siteId;
		this.#request = request;
	}

	/** The last messages; what was read before stays where nothing is missing in between. */
	async read(): Promise<void> {
		await this.#ask({}, ({ messages, earlier }) => {
			const joined = joinMessages(this.messages, messages, earlier);
			if (joined.length === messages.length) this.earlier = earlier;
			this.messages = joined;
		});
	}

	async readEarlier(): Promise<void> {
		const before = this.messages[0]?.number;
		if (before === undefined) return;
		await this.#ask({ before }, ({ messages, earlier }) => {
			this.messages = [...messages.filter(({ number }) => number < before), ...this.messages];
			this.earlier = earlier;
		});
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

/** Known messages with the last ones as they are now; known ones that do not reach up to them are given up. Pure. */
export function joinMessages(known: Message[], latest: Message[], earlier: boolean): Message[] {
	const first = latest[0]?.number;
	if (first === undefined) return known;
	const older = known.filter(({ number }) => number < first);
	const reaches = known.some(({ number }) => number >= first) || !earlier;
	return reaches ? [...older, ...latest] : latest;
}
