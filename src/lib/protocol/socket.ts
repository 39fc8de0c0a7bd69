// The catalogues as socket.io's event maps, derived so that no event type is written by hand.
import type { CommandData, CommandMessage, CommandName } from './commands.ts';
import type { Answer } from './errors.ts';
import type { NoticeData, NoticeName } from './notices.ts';

/** Where the browser finds the media server, on the web program's own origin. */
export const socketPath = '/rtc/socket.io';

export type ClientToServer = {
	[N in CommandName]: (message: CommandMessage<N>, answer: (answer: Answer<CommandData<N>>) => void) => void;
};
export type ServerToClient = { [N in NoticeName]: (data: NoticeData<N>) => void };

/** What the handshake carries in `auth`. */
export type Handshake = { ticket: string; version: number };
