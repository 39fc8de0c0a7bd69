import { isDesk } from '#lib/protocol/talk.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Context } from '../context.ts';

type Site = Context['room']['plan']['sites'][number];

export function requireSite(room: Context['room'], siteId: string): Site {
	const site = room.plan.sites.find((one) => one.siteId === siteId);
	if (site === undefined) throw new CodedError('not_found');
	return site;
}

/** Out of the room or to the lobby: never from where the meeting is led. */
export function requireSendable(room: Context['room'], siteId: string): void {
	const { kind } = requireSite(room, siteId);
	const hasOfficer = room.vitals.peers.some((one) => one.siteId === siteId && isDesk(one.role));
	if (kind === 'main' || hasOfficer) throw new CodedError('not_allowed');
}
