// One socket to the media server: how it is opened, and the one typed way to ask over it.
import * as v from 'valibot';
import { commands, type CommandData, type CommandMessage, type CommandName } from '#lib/protocol/commands.ts';
import { errorCodes } from '#lib/protocol/errors.ts';
import { socketPath, socketTransports, type Handshake } from '#lib/protocol/socket.ts';
import { fetchLibrary } from './fetch-library.ts';
import { Refusal } from './refusal.ts';

/** Milliseconds until an unanswered command counts as failed. */
const answerTimeout = 10_000;
const handshakeTimeout = 8_000;

const code = v.picklist(errorCodes);
const answer = v.variant('ok', [
	v.object({ ok: v.literal(true), data: v.unknown() }),
	v.object({ ok: v.literal(false), error: v.object({ code, reference: v.optional(v.string()) }) })
]);
/** How the server names the reason of a refused handshake. */
const handshakeError = v.object({ data: v.object({ code }) });

/** What is used of a socket; nothing that it brings is trusted before it was parsed. */
export type Line = {
	readonly connected: boolean;
	on(name: string, listener: (data: unknown) => void): unknown;
	once(name: string, listener: (data: unknown) => void): unknown;
	removeAllListeners(): unknown;
	disconnect(): unknown;
	timeout(milliseconds: number): { emitWithAck(name: string, message: unknown): Promise<unknown> };
};
export type OpenLine = (handshake: Handshake) => Promise<Line>;

/** The library is brought only by those who open a line; called ahead, it comes while the ticket is asked for. */
export const fetchSocketLibrary = () => fetchLibrary(import('socket.io-client'));

export async function openLine(handshake: Handshake): Promise<Line> {
	const { io } = await fetchSocketLibrary();
	return io({
		path: socketPath,
		auth: handshake,
		reconnection: false,
		forceNew: true,
		timeout: handshakeTimeout,
		transports: [...socketTransports]
	});
}

/** Resolves when the server has taken the handshake. Throws a `Refusal`. */
export function connected(line: Line): Promise<void> {
	return new Promise((resolve, reject) => {
		if (line.connected) return resolve();
		line.once('connect', () => resolve());
		line.once('connect_error', (error) => {
			const named = v.safeParse(handshakeError, error);
			reject(new Refusal(named.success ? named.output.data.code : 'unavailable'));
		});
	});
}

/** Throws a `Refusal`: the answer's own code, or why there is none. */
export async function ask<N extends CommandName>(
	line: Line,
	name: N,
	message: CommandMessage<N>
): Promise<CommandData<N>> {
	if (!line.connected) throw new Refusal('unavailable');
	let given: unknown;
	try {
		given = await line.timeout(answerTimeout).emitWithAck(name, message);
	} catch {
		throw new Refusal(line.connected ? 'timeout' : 'unavailable');
	}
	const result = readable(answer, given);
	if (!result.ok) throw new Refusal(result.error.code, result.error.reference);
	return readable(commands[name].data, result.data);
}

/** What this page cannot read was answered by a server of another version: only a new page will do. */
function readable<T>(schema: v.GenericSchema<unknown, T>, given: unknown): T {
	const parsed = v.safeParse(schema, given);
	if (parsed.success) return parsed.output;
	throw new Refusal('version_mismatch', undefined, { cause: new v.ValiError(parsed.issues) });
}
