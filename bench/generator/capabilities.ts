// What a receiver of the load says that it can.
import type { types } from 'mediasoup';

/**
 * The load counts packets and does not answer how they came: the worker would keep a minute of them for each receiver,
 * in vain, and that would be measured. Pages do answer; the benchmarks that open real pages contain it.
 */
export function withoutEstimate({
	codecs = [],
	headerExtensions = []
}: types.RtpCapabilities): types.RtpCapabilities {
	const estimates = ['transport-cc', 'goog-remb'];
	return {
		codecs: codecs.map((codec) => ({
			...codec,
			rtcpFeedback: codec.rtcpFeedback?.filter(({ type }) => !estimates.includes(type)) ?? []
		})),
		headerExtensions: headerExtensions.filter(({ uri }) => !uri.includes('transport-wide-cc'))
	};
}
