// What a room speaks. VP8 first: every browser encodes it; H.264 for devices that have nothing else.
import type { types } from 'mediasoup';

export const mediaCodecs: types.RouterRtpCodecCapability[] = [
	{
		kind: 'audio',
		mimeType: 'audio/opus',
		clockRate: 48_000,
		channels: 2,
		// Speech: one channel, nothing sent in silence, lost packets mended from the next one.
		parameters: { 'sprop-stereo': 0, usedtx: 1, useinbandfec: 1 }
	},
	{ kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
	{
		kind: 'video',
		mimeType: 'video/H264',
		clockRate: 90_000,
		// Constrained baseline, level 3.1: what every hardware decoder takes.
		parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 }
	}
];
