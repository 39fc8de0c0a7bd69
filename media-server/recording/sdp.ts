// What ffmpeg is told about the one track it receives. Pure.
import type { types } from 'mediasoup';

export type Track = {
	kind: types.MediaKind;
	codec: types.RtpCodecParameters;
	port: number;
	srtp: types.SrtpParameters;
};

export const captureAddress = '127.0.0.1';

/** What ffmpeg reads; all others come from a page and are none of its business. */
const formatParameters = new Set([
	'packetization-mode',
	'profile-level-id',
	'sprop-parameter-sets',
	'sprop-stereo'
]);

/** RTCP comes on the port after. The key keeps other programs of this machine out of the recording. */
export function captureSdp({ kind, codec, port, srtp }: Track): string {
	const { payloadType } = codec;
	const format = Object.entries(codec.parameters ?? {})
		.filter(([name]) => formatParameters.has(name))
		.map(([name, value]) => `${name}=${value}`);
	return [
		'v=0',
		`o=- 0 0 IN IP4 ${captureAddress}`,
		's=part',
		`c=IN IP4 ${captureAddress}`,
		't=0 0',
		`m=${kind} ${port} RTP/SAVP ${payloadType}`,
		`a=rtpmap:${payloadType} ${encodingName(codec)}`,
		...(format.length > 0 ? [`a=fmtp:${payloadType} ${format.join(';')}`] : []),
		`a=crypto:1 ${srtp.cryptoSuite} inline:${srtp.keyBase64}`,
		'a=recvonly',
		''
	].join('\r\n');
}

function encodingName({ mimeType, clockRate, channels }: types.RtpCodecParameters): string {
	const name = mimeType.slice(mimeType.indexOf('/') + 1);
	return [name, clockRate, ...(channels !== undefined && channels > 1 ? [channels] : [])].join('/');
}
