// What the product believes about a request's address, scheme and host: the socket, or a declared proxy's word.
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** How adapter-node and the media server read what `setForwarded` wrote. */
export const forwardedHeaders = {
	ADDRESS_HEADER: 'x-forwarded-for',
	PROTOCOL_HEADER: 'x-forwarded-proto',
	HOST_HEADER: 'x-forwarded-host'
};

/** Replaces what a client may have sent in these headers, unless a proxy of ours stands in front. */
export function setForwarded(request: IncomingMessage, trustProxy: boolean): void {
	const { headers, socket } = request;
	const seen = {
		'x-forwarded-for': socket.remoteAddress ?? '',
		'x-forwarded-proto': socket instanceof TLSSocket ? 'https' : 'http',
		'x-forwarded-host': headers.host ?? ''
	};
	for (const [name, value] of Object.entries(seen)) {
		if (!trustProxy || !headers[name]) headers[name] = value;
	}
	if (!trustProxy) delete headers['forwarded'];
}
