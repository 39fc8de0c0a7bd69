import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { ticketLifetime, type TicketClaims } from '#lib/protocol/ticket.ts';
import { signTicket, verifyTicket } from './ticket.ts';

const secret = 'a secret of more than thirty-two characters';
const claims: TicketClaims = {
	meetingId: '0197f000-0000-7000-8000-000000000001',
	siteId: '0197f000-0000-7000-8000-000000000002',
	personId: 'person',
	sessionId: 'session',
	role: 'delegate',
	personName: 'Nguyễn Văn An',
	siteName: 'Xã Vinh Quang'
};
const key = new TextEncoder().encode(secret);

describe('a join ticket', () => {
	test('says who may take which seat', async () => {
		const ticket = await verifyTicket(secret, await signTicket(secret, claims));
		expect(ticket).toMatchObject(claims);
	});

	test('has a number of its own', async () => {
		const tickets = await Promise.all([signTicket(secret, claims), signTicket(secret, claims)]);
		const [first, second] = await Promise.all(tickets.map((ticket) => verifyTicket(secret, ticket)));
		expect(first?.number).not.toBe(second?.number);
	});

	test('lasts for its lifetime and no longer', async () => {
		const signed = new Date('2025-01-01T00:00:00Z');
		const ticket = await signTicket(secret, claims, signed);
		const later = (seconds: number) => new Date(signed.getTime() + seconds * 1000);
		await expect(verifyTicket(secret, ticket, later(ticketLifetime - 1))).resolves.toMatchObject(claims);
		await expect(verifyTicket(secret, ticket, later(ticketLifetime + 1))).rejects.toMatchObject({
			code: 'ticket_expired'
		});
	});

	test('is refused under another key', async () => {
		const ticket = await signTicket(`${secret}!`, claims);
		await expect(verifyTicket(secret, ticket)).rejects.toMatchObject({ code: 'ticket_invalid' });
	});

	test('is refused when its role was edited', async () => {
		const [header, , signature] = (await signTicket(secret, claims)).split('.');
		const body = Buffer.from(JSON.stringify({ ...claims, role: 'chair' })).toString('base64url');
		await expect(verifyTicket(secret, `${header}.${body}.${signature}`)).rejects.toMatchObject({
			code: 'ticket_invalid'
		});
	});

	test('is refused without a signature', async () => {
		const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
		const unsigned = `${part({ alg: 'none' })}.${part({ ...claims, aud: 'room', jti: '1' })}.`;
		await expect(verifyTicket(secret, unsigned)).rejects.toMatchObject({ code: 'ticket_invalid' });
	});

	test.each(['', 'nonsense', 'a.b.c'])('is refused when it is %j', async (text) => {
		await expect(verifyTicket(secret, text)).rejects.toMatchObject({ code: 'ticket_invalid' });
	});

	test('is refused when it lacks a claim or was made for something else', async () => {
		const sign = (payload: Record<string, unknown>, audience: string) =>
			new SignJWT(payload)
				.setProtectedHeader({ alg: 'HS256' })
				.setAudience(audience)
				.setJti('1')
				.setExpirationTime('1m')
				.sign(key);
		const incomplete = { ...claims, siteId: undefined };
		for (const ticket of [await sign(incomplete, 'room'), await sign(claims, 'download')]) {
			await expect(verifyTicket(secret, ticket)).rejects.toMatchObject({ code: 'ticket_invalid' });
		}
	});
});
