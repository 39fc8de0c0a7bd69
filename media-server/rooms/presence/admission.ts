// Whether a ticket fits the meeting as it is now: sites are added and officers changed after tickets were given.
import type { TicketClaims } from '#lib/protocol/ticket.ts';
import type { Role } from '#lib/protocol/values.ts';
import { namedRole, type Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import { CodedError } from '#lib/server/platform/errors.ts';

type Seated = Pick<TicketClaims, 'personId' | 'role'>;
/** Whom the plan names. */
export type Named = {
	meeting: Pick<MeetingPlan['meeting'], 'chairId' | 'secretaryId' | 'operatorId' | 'observerIds'>;
};

export function roleOf({ meeting }: Named, { personId, role }: Seated): Role {
	// Whoever came to observe never gains a voice by a change of the plan.
	return namedRole({ id: personId }, meeting) ?? (role === 'observer' ? 'observer' : 'delegate');
}

export function fits(plan: MeetingPlan, claims: TicketClaims): boolean {
	return hasSite(plan, claims) && roleOf(plan, claims) === claims.role && isNamed(plan, claims);
}

export function requireFitting(plan: MeetingPlan, claims: TicketClaims): void {
	if (!hasSite(plan, claims)) throw new CodedError('not_invited');
	// The page asks for a new ticket, and comes back with the role that it says.
	if (!fits(plan, claims)) throw new CodedError('ticket_expired');
}

/** Nobody observes by a ticket alone. */
export function isNamed({ meeting }: MeetingPlan, { personId, role }: Seated): boolean {
	return role !== 'observer' || meeting.observerIds.includes(personId);
}

function hasSite({ sites }: MeetingPlan, { siteId }: TicketClaims): boolean {
	return sites.some((site) => site.siteId === siteId);
}
