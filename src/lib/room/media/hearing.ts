// What this page may claim about being heard and seen. Pure.
import type { Source } from '#lib/protocol/values.ts';
import type { ConnectionState } from '../connection/connection-states.ts';
import type { Path } from './path.ts';

/**
 * `heard`: the room says so and the way there is open. `opening`: on its way for the first time. `unsure`: the room
 * cannot be asked, but what is sent may still arrive, so nobody may feel unheard. `cut`: nothing gets through.
 * `left-out`: it arrives, and others are heard in its place until it is the loudest. `silent`: nothing is sent.
 */
export type Hearing = 'heard' | 'opening' | 'unsure' | 'cut' | 'left-out' | 'silent';

/** `staged`: it is among what everybody receives. */
type Given = { connection: ConnectionState; sources: readonly Source[]; path: Path; staged: boolean };

export function hearing(source: Source, { connection, sources, path, staged }: Given): Hearing {
	if (!sources.includes(source)) return 'silent';
	if (path === 'broken') return 'cut';
	if (connection.name !== 'joined') return path === 'open' ? 'unsure' : 'cut';
	if (path !== 'open') return 'opening';
	return staged ? 'heard' : 'left-out';
}
