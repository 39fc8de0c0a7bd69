// The catalogues as socket.io's event maps, derived so that no event type is written by hand.
import type { CommandData, CommandMessage, CommandName } from './commands.ts';
import type { Answer, WireError } from './errors.ts';
import type { NoticeData, NoticeName } from './notices.ts';

/** Where the browser finds the media server, on the web program's own origin. */
export const socketPath = '/rtc/socket.io';

export type ClientToServer = {
	[N in CommandName]: (message: CommandMessage<N>, answer: (answer: Answer<CommandData<N>>) => void) => void;
};
export type ServerToClient = { [N in NoticeName]: (data: NoticeData<N>) => void };

/** Only websockets: a browser names its origin on every websocket, but not on every plain request. */
export const socketTransports = ['websocket'] as const;

/** What the handshake carries in `auth`; `ticket` is new for each attempt, since a ticket opens one socket. */
export type Handshake = { ticket: string; version: number };
/** The `data` of a `connect_error` that the server itself gave. */
export type HandshakeError = WireError;
