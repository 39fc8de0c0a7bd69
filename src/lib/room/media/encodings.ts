// How each source is sent. Pure.
import type { types as mediasoup } from 'mediasoup-client';
import type { Source } from '#lib/protocol/values.ts';

type SendingOptions = Pick<mediasoup.ProducerOptions, 'encodings' | 'codecOptions'>;

/** Camera in three sizes (180p, 360p, 720p): the server chooses per receiver. */
const layers = [
	{ scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T2' },
	{ scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T2' },
	{ scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T2' }
];

export function sendingOptions(source: Source): SendingOptions {
	switch (source) {
		case 'camera':
			return {
				encodings: layers.map((layer) => ({ ...layer })),
				codecOptions: { videoGoogleStartBitrate: 800 }
			};
		case 'screen':
			return { encodings: [{ maxBitrate: 2_000_000 }], codecOptions: { videoGoogleStartBitrate: 1000 } };
		case 'microphone':
			return { codecOptions: { opusFec: true, opusDtx: false, opusMaxAverageBitrate: 32_000 } };
		case 'screen-audio':
			return { codecOptions: { opusFec: true, opusStereo: true, opusMaxAverageBitrate: 96_000 } };
	}
}
