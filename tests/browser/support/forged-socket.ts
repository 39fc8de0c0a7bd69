// What a site could try by hand: its own valid ticket, and messages that its page would never send.
import { io } from 'socket.io-client';
import { protocolVersion } from '#lib/protocol/values.ts';
import { socketPath } from '#lib/protocol/socket.ts';
import { productUrl, type Participant } from './participant.ts';

export type RawAnswer = { ok: boolean; error?: { code: string }; data?: Record<string, unknown> };

const audio = {
	codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48000, channels: 2 }],
	encodings: [{ ssrc: 1234 }],
	rtcp: { cname: 'forged' }
};

export async function forge(participant: Participant, meetingPath: string) {
	const answer = await participant.page.request.post(`${meetingPath}/ticket`, {
		headers: { origin: productUrl() }
	});
	const { data } = await answer.json();
	const socket = io(productUrl(), {
		path: socketPath,
		transports: ['websocket'],
		auth: { ticket: data.ticket, version: protocolVersion },
		extraHeaders: { origin: productUrl() },
		reconnection: false
	});
	const ask = (name: string, message: object): Promise<RawAnswer> =>
		socket.timeout(10_000).emitWithAck(name, message);
	try {
		const site = await ask('room:join', {});
		const transport = await ask('transport:create', { direction: 'send' });
		const produce = (transportId: unknown) =>
			ask('producer:create', {
				transportId,
				kind: 'audio',
				source: 'microphone',
				rtpParameters: audio,
				paused: false
			});
		const snapshot = site.data?.snapshot;
		const siteId =
			typeof snapshot === 'object' && snapshot !== null && 'me' in snapshot ? snapshot.me : undefined;
		const result = {
			produce: await produce(transport.data?.id),
			unknownTransport: await produce(crypto.randomUUID()),
			grant: await ask('floor:grant', {
				siteId: typeof siteId === 'object' && siteId !== null && 'siteId' in siteId ? siteId.siteId : ''
			})
		};
		await ask('room:leave', {});
		return result;
	} finally {
		socket.close();
	}
}
