// Who may write to whom, and read what. Pure; the table in rules.ts was asked before.
import type { ErrorCode } from '#lib/protocol/errors.ts';
import { isDesk } from '#lib/protocol/talk.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { RoomState } from '../log/state.ts';

type Who = { role: Role; siteId: string };

/** A conversation belongs to one site and to the desk. */
export function readRefusal({ role, siteId }: Who, threadSiteId: string): ErrorCode | undefined {
	if (isDesk(role)) return undefined;
	return role === 'delegate' && siteId === threadSiteId ? undefined : 'not_allowed';
}

/** The chair may close it for the sites; what the desk has to say to one of them still reaches it. */
export function sendRefusal(
	state: Pick<RoomState, 'messagesOpen'>,
	who: Who,
	threadSiteId: string
): ErrorCode | undefined {
	const refused = readRefusal(who, threadSiteId);
	if (refused !== undefined || isDesk(who.role)) return refused;
	return state.messagesOpen ? undefined : 'messages_closed';
}
