// For watchers and load balancers: 200 when all programs are well, else 503 with what is not. No secrets, no sign-in.
import { healthOf, isWell } from '#lib/server/health/health.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	const health = await healthOf(locals.sql);
	return Response.json(health, {
		status: isWell(health) ? 200 : 503,
		headers: { 'cache-control': 'no-store' }
	});
};
