// Who may open a socket at all: a page of this version with a ticket that is valid, unused and of a living session.
import * as v from 'valibot';
import { protocolVersion } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { verifyTicket, type Ticket } from '#lib/server/platform/ticket.ts';

const handshake = v.object({ ticket: v.pipe(v.string(), v.maxLength(4096)), version: v.number() });
const remembered = 120_000;

export class Doorkeeper {
	readonly #secret: string;
	/** Ticket numbers and sessions → when they may be forgotten. */
	readonly #used = new Map<string, number>();
	readonly #endedSessions = new Map<string, number>();

	constructor(secret: string) {
		this.#secret = secret;
	}

	async admit(auth: unknown): Promise<Ticket> {
		const given = v.safeParse(handshake, auth);
		if (!given.success) throw new CodedError('ticket_invalid');
		if (given.output.version !== protocolVersion) throw new CodedError('version_mismatch');
		const ticket = await verifyTicket(this.#secret, given.output.ticket);
		this.#forget();
		if (this.#used.has(ticket.number)) throw new CodedError('ticket_invalid');
		if (this.hasEnded(ticket.sessionId)) throw new CodedError('not_signed_in');
		this.#used.set(ticket.number, ticket.expiresAt);
		return ticket;
	}

	/** A ticket of this session may still be on its way. */
	endSession(sessionId: string): void {
		this.#endedSessions.set(sessionId, Date.now() + remembered);
	}

	hasEnded(sessionId: string): boolean {
		return this.#endedSessions.has(sessionId);
	}

	#forget(): void {
		const now = Date.now();
		for (const kept of [this.#used, this.#endedSessions]) {
			for (const [key, until] of kept) if (until < now) kept.delete(key);
		}
	}
}
