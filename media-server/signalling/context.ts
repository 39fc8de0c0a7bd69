import type { CommandData, CommandMessage, CommandName } from '#lib/protocol/commands.ts';
import type { Peer } from '../rooms/peer.ts';
import type { Room } from '../rooms/room.ts';

/** What a handler gets: the room, and the seat of who asks. */
export interface Context {
	room: Room;
	peer: Peer;
}

/** Everything that is asked of a room by somebody who sits in it. */
export type SeatedCommand = Exclude<CommandName, 'room:join'>;
export type Handler<N extends SeatedCommand> = (
	context: Context,
	message: CommandMessage<N>
) => CommandData<N> | Promise<CommandData<N>>;
export type Handlers<N extends SeatedCommand = SeatedCommand> = { [K in N]: Handler<K> };
