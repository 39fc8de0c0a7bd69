// One WebRTC transport of the media server and its far end in this process: ICE, DTLS and SRTP are real.
//
// mediasoup reads RTP parameters, never SDP, so the SDP here serves only ICE and DTLS: one media line, over which
// packets of any SSRC go and come.
import { Audio, PeerConnection, type Track } from 'node-datachannel';
import type { IceServer } from '../../../src/lib/protocol/media.ts';
import type { CommandData, CommandMessage } from '../../../src/lib/protocol/commands.ts';

export type RemoteTransport = CommandData<'transport:create'>;
type DtlsParameters = CommandMessage<'transport:connect'>['dtlsParameters'];

const anyPayloadType = 111;
const anySsrc = 1;

export class Link {
	readonly #peer: PeerConnection;
	readonly #track: Track;

	private constructor(peer: PeerConnection, track: Track) {
		this.#peer = peer;
		this.#track = track;
	}

	/**
	 * `connect` hands our certificate's fingerprint to the media server. Resolves when media can flow; with `relays`
	 * only through one of them.
	 */
	static async open(
		remote: RemoteTransport,
		connect: (dtlsParameters: DtlsParameters) => Promise<unknown>,
		onPacket: (packet: Buffer) => void,
		relays: IceServer[],
		within: number
	): Promise<Link> {
		const peer = new PeerConnection('link', {
			iceServers: relays.flatMap(relayOf),
			iceTransportPolicy: relays.length > 0 ? 'relay' : 'all',
			bindAddress: '127.0.0.1'
		});
		const media = new Audio('0', 'SendRecv');
		media.addOpusCodec(anyPayloadType);
		media.addSSRC(anySsrc, 'link');
		const track = peer.addTrack(media);
		track.onMessage(onPacket);
		const opened = new Promise<void>((resolve, reject) => {
			track.onOpen(resolve);
			setTimeout(() => reject(new Error(`the link is still ${peer.state()}`)), within).unref();
		});
		const offer = await localOffer(peer);
		await connect({ role: 'client', fingerprints: [{ algorithm: 'sha-256', value: fingerprintOf(offer) }] });
		peer.setRemoteDescription(answerOf(remote), 'answer');
		await opened;
		return new Link(peer, track);
	}

	/** False when it did not leave: the line is lost, or the system takes no more. */
	send(packet: Buffer): boolean {
		return this.#track.isOpen() && this.#track.sendMessageBinary(packet);
	}

	close(): void {
		this.#track.close();
		this.#peer.close();
	}
}

function relayOf({ urls, username, credential }: IceServer) {
	return urls.map((url) => {
		const [, hostname = '', port] = /^turn:([^:]+):(\d+)/.exec(url) ?? [];
		const relayType = 'TurnUdp' as const;
		return { hostname, port: Number(port), username, password: credential, relayType };
	});
}

/** Ways to the media server that are found later are tried later: one that leads nowhere holds up no other. */
function localOffer(peer: PeerConnection): Promise<string> {
	return new Promise((resolve) => {
		peer.onLocalDescription(resolve);
		peer.setLocalDescription('offer');
	});
}

function fingerprintOf(sdp: string): string {
	const value = /a=fingerprint:sha-256 (\S+)/i.exec(sdp)?.[1];
	if (value === undefined) throw new Error('the offer has no SHA-256 fingerprint');
	return value;
}

function answerOf({ iceParameters, iceCandidates, dtlsParameters }: RemoteTransport): string {
	const fingerprint = dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256');
	if (fingerprint === undefined) throw new Error('the media server has no SHA-256 fingerprint');
	return [
		'v=0',
		'o=- 1 1 IN IP4 127.0.0.1',
		's=-',
		't=0 0',
		'a=ice-lite',
		'a=group:BUNDLE 0',
		`m=audio 9 UDP/TLS/RTP/SAVPF ${anyPayloadType}`,
		'c=IN IP4 127.0.0.1',
		'a=mid:0',
		'a=sendrecv',
		'a=rtcp-mux',
		`a=rtpmap:${anyPayloadType} opus/48000/2`,
		`a=ice-ufrag:${iceParameters.usernameFragment}`,
		`a=ice-pwd:${iceParameters.password}`,
		`a=fingerprint:sha-256 ${fingerprint.value}`,
		'a=setup:passive',
		...iceCandidates
			.filter(({ protocol }) => protocol === 'udp')
			.map((c) => `a=candidate:${c.foundation} 1 udp ${c.priority} ${c.address} ${c.port} typ ${c.type}`),
		'a=end-of-candidates',
		''
	].join('\r\n');
}
