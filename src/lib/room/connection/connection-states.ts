// The states of a page's connection to its room, as one table. The screen is a function of the state.
import type { ErrorCode } from '#lib/protocol/errors.ts';
import type { NoticeData } from '#lib/protocol/notices.ts';
import { scatter } from './scattered.ts';

export type EndReason = NoticeData<'seat:ended'>['reason'];

export type ConnectionState =
	/** Nothing was asked for yet, or the page closed it. */
	| { name: 'idle' }
	/** The first attempt: ticket, socket, seat. */
	| { name: 'connecting' }
	/** The seat is taken; what the page shows is what the room says. */
	| { name: 'joined' }
	/** The connection was lost or could not be made; the seat is kept and attempt number `attempt` is on its way. */
	| { name: 'reconnecting'; attempt: number }
	/** Over, and it must not come back by itself. */
	| { name: 'ended'; reason: EndReason }
	/** The room does not take this page, and trying again would not change that. */
	| { name: 'refused'; code: ErrorCode };

export type ConnectionEvent =
	| { name: 'start' }
	| { name: 'join-answered' }
	| { name: 'lost' }
	| { name: 'seat-ended'; reason: EndReason }
	| { name: 'refused'; code: ErrorCode }
	| { name: 'closed' };

type Step = (state: ConnectionState, event: ConnectionEvent) => ConnectionState;

const connecting: Step = () => ({ name: 'connecting' });
const joined: Step = () => ({ name: 'joined' });
const idle: Step = () => ({ name: 'idle' });
const retry: Step = (state) => ({
	name: 'reconnecting',
	attempt: state.name === 'reconnecting' ? state.attempt + 1 : 1
});
const ended: Step = (state, event) =>
	event.name === 'seat-ended' ? { name: 'ended', reason: event.reason } : state;
const refused: Step = (state, event) =>
	event.name === 'refused' ? { name: 'refused', code: event.code } : state;

/** From → event → step. What is not listed changes nothing. */
const table: Record<ConnectionState['name'], Partial<Record<ConnectionEvent['name'], Step>>> = {
	idle: { start: connecting },
	connecting: { 'join-answered': joined, lost: retry, 'seat-ended': ended, refused, closed: idle },
	joined: { lost: retry, 'seat-ended': ended, refused, closed: idle },
	reconnecting: { 'join-answered': joined, lost: retry, 'seat-ended': ended, refused, closed: idle },
	ended: { start: connecting, closed: idle },
	refused: { start: connecting, closed: idle }
};

export function nextState(state: ConnectionState, event: ConnectionEvent): ConnectionState {
	return table[state.name][event.name]?.(state, event) ?? state;
}

/** Refusals that another attempt can cure: the web program restarts, a ticket was slow, the server is loaded. */
const passing: readonly ErrorCode[] = [
	'ticket_expired',
	'too_many_requests',
	'media_failed',
	'unavailable',
	'timeout',
	'internal'
];

export function isPassing(code: ErrorCode): boolean {
	return passing.includes(code);
}

const slowestRetry = 10_000;

/**
 * Milliseconds to wait before attempt `attempt` (1, 2, …). The first comes at once but scattered, so that fifty
 * sites that lost the same line do not return in the same millisecond; the later ones spread at least as far.
 */
export function retryDelay(attempt: number, random: number): number {
	if (attempt === 1) return Math.round(scatter * random);
	const longest = Math.min(slowestRetry, scatter * 2 ** (attempt - 1));
	return Math.round(longest * (0.5 + random / 2));
}
