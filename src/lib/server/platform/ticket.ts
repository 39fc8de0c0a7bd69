// The join ticket's seal. The web program signs, the media server verifies; TICKET_SECRET is all they share.
import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { ticketClaims, ticketLifetime, type TicketClaims } from '#lib/protocol/ticket.ts';
import { CodedError } from './errors.ts';

const algorithm = 'HS256';
const audience = 'room';

/** What a ticket says, and by what number it can be told from any other. */
export type Ticket = TicketClaims & { number: string; expiresAt: number };

const sealed = v.object({
	...ticketClaims.entries,
	jti: v.pipe(v.string(), v.minLength(1)),
	exp: v.number()
});

export async function signTicket(secret: string, claims: TicketClaims, now = new Date()): Promise<string> {
	const seconds = Math.floor(now.getTime() / 1000);
	return new SignJWT({ ...claims })
		.setProtectedHeader({ alg: algorithm })
		.setAudience(audience)
		.setJti(crypto.randomUUID())
		.setIssuedAt(seconds)
		.setExpirationTime(seconds + ticketLifetime)
		.sign(keyOf(secret));
}

/** Throws `ticket_expired` or `ticket_invalid`. */
export async function verifyTicket(secret: string, ticket: string, now = new Date()): Promise<Ticket> {
	try {
		const { payload } = await jwtVerify(ticket, keyOf(secret), {
			algorithms: [algorithm],
			audience,
			currentDate: now
		});
		const { jti, exp, ...claims } = v.parse(sealed, payload);
		return { ...claims, number: jti, expiresAt: exp * 1000 };
	} catch (cause) {
		if (cause instanceof errors.JWTExpired) throw new CodedError('ticket_expired', { cause });
		if (cause instanceof errors.JOSEError || v.isValiError(cause)) {
			throw new CodedError('ticket_invalid', { cause });
		}
		throw cause;
	}
}

function keyOf(secret: string): Uint8Array {
	return new TextEncoder().encode(secret);
}
