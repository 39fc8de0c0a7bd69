// What a socket.io client has received, in bytes as they came over TCP: compressed where they were.
import type { Socket } from 'socket.io-client';
import * as v from 'valibot';

const transport = v.object({ ws: v.object({ _socket: v.object({ bytesRead: v.number() }) }) });

export function bytesReadBy(socket: Socket): number {
	return v.parse(transport, socket.io.engine.transport).ws._socket.bytesRead;
}
