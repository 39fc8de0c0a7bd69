import { redirect } from '@sveltejs/kit';
import { clearCookie, signOut } from '#lib/server/auth/auth.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { sql, person, sessionId } = event.locals;
	if (person !== null && sessionId !== null) await signOut(sql, { person, sessionId });
	clearCookie(event);
	redirect(303, '/sign-in');
};
