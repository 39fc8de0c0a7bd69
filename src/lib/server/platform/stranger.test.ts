import { isRedirect } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { faultCode } from '#lib/components/fault-code.ts';
import { answerStranger } from './stranger.ts';

const ask = (path: string, headers: Record<string, string> = {}, isDataRequest = false) =>
	answerStranger({
		isDataRequest,
		url: new URL(path, 'https://hop.example'),
		request: { headers: new Headers(headers) }
	});

function ledTo(...asked: Parameters<typeof ask>): string | undefined {
	try {
		ask(...asked);
	} catch (error) {
		if (isRedirect(error)) return error.location;
		throw error;
	}
	return undefined;
}

test('whoever goes to a page is led to the sign-in page, and back afterwards', () => {
	const browser = { accept: 'text/html,application/xhtml+xml' };
	expect(ledTo('/', browser)).toBe('/sign-in');
	expect(ledTo('/meetings/1/plan?part=who', browser)).toBe(
		'/sign-in?next=%2Fmeetings%2F1%2Fplan%3Fpart%3Dwho'
	);
	expect(ledTo('/archive', {}, true)).toBe('/sign-in?next=%2Farchive');
});

test('a form of a page is told, and the page stays where it is with all that was typed', async () => {
	const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
	expect(ledTo('/meetings/1/plan?/addItem', headers)).toBeUndefined();
	const answer = ask('/meetings/1/plan?/addItem', headers);
	expect(answer.status).toBe(401);
	const told: { type: string; error: unknown } = await answer.json();
	expect(told.type).toBe('error');
	expect(faultCode({ status: answer.status, error: told.error })).toBe('not_signed_in');
});

test('a script is told', async () => {
	const answer = ask('/meetings/1/roll', { accept: 'application/json' });
	expect([answer.status, await answer.json()]).toEqual([
		401,
		{ ok: false, error: { code: 'not_signed_in' } }
	]);
});
