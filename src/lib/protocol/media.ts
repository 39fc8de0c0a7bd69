// WebRTC's own parameter objects, checked for shape where a wrong one could do harm. mediasoup checks the rest:
// it refuses unusable parameters with an error, which the room answers as `media_failed`.
import * as v from 'valibot';
import { id, source, text } from './values.ts';

const fingerprint = v.object({
	algorithm: v.picklist(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
	value: v.pipe(text, v.maxLength(200), v.regex(/^[0-9a-f]{2}(:[0-9a-f]{2})+$/i))
});
export const dtlsParameters = v.object({
	role: v.optional(v.picklist(['auto', 'client', 'server'])),
	fingerprints: v.pipe(v.array(fingerprint), v.minLength(1), v.maxLength(10))
});

/**
 * Typed as the libraries type it, written as SDP can write it (RFC 8866, fmtp): no white space, so that no value can
 * pretend to be another line; a value that is itself an object or a list is refused.
 */
const parameters = v.record(
	v.pipe(text, v.regex(/^[\w./-]{1,64}$/)),
	v.pipe(
		v.unknown(),
		v.check((value) =>
			typeof value === 'string'
				? /^[\w./+=,:;-]{0,500}$/.test(value)
				: typeof value !== 'object' || value === null
		)
	)
);
const mimeType = v.pipe(text, v.regex(/^(audio|video)\/[\w.+-]{1,40}$/i));
const rtcpFeedback = v.object({ type: text, parameter: v.optional(text) });

/** Those that mediasoup and mediasoup-client both know; what a page cannot read the server does not offer. */
export const headerExtensionUris = [
	'urn:ietf:params:rtp-hdrext:sdes:mid',
	'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
	'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
	'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
	'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
	'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
	'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
	'urn:3gpp:video-orientation',
	'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
	'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
	'urn:mediasoup:params:rtp-hdrext:packet-id'
] as const;
const headerExtensionUri = v.picklist(headerExtensionUris);

export const rtpCapabilities = v.object({
	codecs: v.optional(
		v.pipe(
			v.array(
				v.object({
					kind: v.picklist(['audio', 'video']),
					mimeType,
					clockRate: v.number(),
					channels: v.optional(v.number()),
					preferredPayloadType: v.number(),
					parameters: v.optional(parameters),
					rtcpFeedback: v.optional(v.array(rtcpFeedback))
				})
			),
			v.maxLength(64)
		)
	),
	headerExtensions: v.optional(
		v.pipe(
			v.array(
				v.object({
					kind: v.picklist(['audio', 'video']),
					uri: headerExtensionUri,
					preferredId: v.number(),
					preferredEncrypt: v.optional(v.boolean()),
					direction: v.optional(v.picklist(['sendrecv', 'sendonly', 'recvonly', 'inactive']))
				})
			),
			v.maxLength(64)
		)
	)
});

export const rtpParameters = v.object({
	mid: v.optional(v.pipe(text, v.maxLength(32))),
	codecs: v.pipe(
		v.array(
			v.object({
				mimeType,
				payloadType: v.number(),
				clockRate: v.number(),
				channels: v.optional(v.number()),
				parameters: v.optional(parameters),
				rtcpFeedback: v.optional(v.array(rtcpFeedback))
			})
		),
		v.minLength(1),
		v.maxLength(16)
	),
	headerExtensions: v.optional(
		v.pipe(
			v.array(
				v.object({
					uri: headerExtensionUri,
					id: v.number(),
					encrypt: v.optional(v.boolean()),
					parameters: v.optional(parameters)
				})
			),
			v.maxLength(32)
		)
	),
	encodings: v.optional(
		v.pipe(
			v.array(
				v.object({
					ssrc: v.optional(v.number()),
					rid: v.optional(v.pipe(text, v.maxLength(16))),
					codecPayloadType: v.optional(v.number()),
					rtx: v.optional(v.object({ ssrc: v.number() })),
					dtx: v.optional(v.boolean()),
					scalabilityMode: v.optional(text),
					maxBitrate: v.optional(v.number())
				})
			),
			v.maxLength(4)
		)
	),
	rtcp: v.optional(
		v.object({
			cname: v.optional(text),
			reducedSize: v.optional(v.boolean())
		})
	)
});

/** From the server: built by mediasoup, read by mediasoup-client, whose types differ in nothing but name. */
const opaque = <T>() => v.custom<T>((value) => typeof value === 'object' && value !== null);

export const transportOptions = <Ice, Candidate, Dtls>() =>
	v.object({
		id,
		iceParameters: opaque<Ice>(),
		iceCandidates: v.array(opaque<Candidate>()),
		dtlsParameters: opaque<Dtls>()
	});

export const iceServer = v.object({
	urls: v.array(text),
	username: v.optional(text),
	credential: v.optional(text)
});
export type IceServer = v.InferOutput<typeof iceServer>;

export const direction = v.picklist(['send', 'receive']);
export type Direction = v.InferOutput<typeof direction>;

export const consumerOptions = v.object({
	id,
	producerId: id,
	siteId: id,
	connectionId: id,
	kind: v.picklist(['audio', 'video']),
	source,
	rtpParameters,
	producerPaused: v.boolean()
});
export type ConsumerOptions = v.InferOutput<typeof consumerOptions>;
