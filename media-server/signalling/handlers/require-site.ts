import { CodedError } from '#lib/server/platform/errors.ts';
import type { Context } from '../context.ts';

type Site = Context['room']['plan']['sites'][number];

export function requireSite(room: Context['room'], siteId: string): Site {
	const site = room.plan.sites.find((one) => one.siteId === siteId);
	if (site === undefined) throw new CodedError('not_found');
	return site;
}
