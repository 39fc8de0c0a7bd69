// Who is here: each device, whose it is, and what that makes of its site and its person. A part of the room's state.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import { withEntry, without } from './maps.ts';

export type LoggedConnection = {
	siteId: string;
	personId: string | null;
	/** Hears and sees, and makes no site present. */
	observes: boolean;
	since: number;
};
/** A seat that a restart of the media server parted from its page. */
export type PartedSeat = { connectionId: string; personId: string | null };
export type SitePresence = {
	connections: number;
	since: number;
	/** Went by its own will or was sent away; its line did not break. */
	left: boolean;
};

export type Devices = {
	/** Connection → whose it is. */
	connections: ReadonlyMap<string, LoggedConnection>;
	/** Person → since when no device of theirs is here; those who are here, and who never came, are not in it. */
	gone: ReadonlyMap<string, number>;
	/** Site → its seats that wait for their pages after a restart; whose person is back, or was given up, is not in it. */
	parted: ReadonlyMap<string, readonly PartedSeat[]>;
	/** Site → how many devices, and since when it is there or away. */
	presence: ReadonlyMap<string, SitePresence>;
	/** Devices whose site may be opened as soon as it is called → their site. */
	consents: ReadonlyMap<string, string>;
};

type EventOf<T> = Extract<MeetingEvent, { type: T }>;
const leaving: ReadonlySet<string> = new Set(['left', 'signed-out', 'removed']);

export function came(
	state: Devices,
	{ siteId, personId, at, data }: EventOf<'site:connected'>
): Partial<Devices> {
	if (siteId === null || state.connections.has(data.connectionId)) return {};
	const connection = { siteId, personId, observes: data.observes ?? false, since: at };
	return {
		connections: withEntry(state.connections, data.connectionId, connection),
		gone: personId !== null && state.gone.has(personId) ? without(state.gone, personId) : state.gone,
		parted: withSeats(state.parted, siteId, (seat) => seat.personId !== personId),
		presence: counted(state, connection, 1, { at, left: false }),
		consents: consented(state, data.connectionId, siteId, data.consent ?? false)
	};
}

export function went(state: Devices, { siteId, at, data }: EventOf<'site:disconnected'>): Partial<Devices> {
	const connection = state.connections.get(data.connectionId);
	if (connection === undefined) {
		const others = ({ connectionId }: PartedSeat) => connectionId !== data.connectionId;
		return siteId === null ? {} : { parted: withSeats(state.parted, siteId, others) };
	}
	const connections = without(state.connections, data.connectionId);
	return {
		connections,
		gone: withGone(state.gone, connections, connection.personId, at),
		consents: without(state.consents, data.connectionId),
		parted:
			data.reason === 'server-restarted' ? withParted(state, data.connectionId, connection) : state.parted,
		presence: counted(state, connection, -1, { at, left: leaving.has(data.reason) })
	};
}

function counted(
	state: Devices,
	{ siteId, observes }: LoggedConnection,
	step: 1 | -1,
	{ at, left }: { at: number; left: boolean }
): Devices['presence'] {
	if (observes) return state.presence;
	const before = state.presence.get(siteId);
	const connections = (before?.connections ?? 0) + step;
	const came = step === 1 && connections === 1;
	const went = step === -1 && connections === 0;
	const since = came || went || before === undefined ? at : before.since;
	return withEntry(state.presence, siteId, { connections, since, left: connections === 0 && left });
}

function withParted(
	{ parted }: Devices,
	connectionId: string,
	{ siteId, personId, observes }: LoggedConnection
): Devices['parted'] {
	if (observes) return parted;
	return withEntry(parted, siteId, [...(parted.get(siteId) ?? []), { connectionId, personId }]);
}

/** Those seats of a site that still wait. */
function withSeats(
	parted: Devices['parted'],
	siteId: string,
	waits: (seat: PartedSeat) => boolean
): Devices['parted'] {
	const seats = parted.get(siteId);
	if (seats === undefined) return parted;
	const left = seats.filter(waits);
	return left.length === 0 ? without(parted, siteId) : withEntry(parted, siteId, left);
}

function withGone(
	gone: Devices['gone'],
	connections: Devices['connections'],
	personId: string | null,
	at: number
): Devices['gone'] {
	if (personId === null) return gone;
	const stays = [...connections.values()].some((other) => other.personId === personId);
	return stays ? gone : withEntry(gone, personId, at);
}

export function consented(state: Devices, connectionId: string, siteId: string, consent: boolean) {
	if (consent) return withEntry(state.consents, connectionId, siteId);
	return state.consents.has(connectionId) ? without(state.consents, connectionId) : state.consents;
}
