// mediasoup's objects as the signalling contract has them: without header extensions that no page can read.
import type { types } from 'mediasoup';
import { headerExtensionUris } from '#lib/protocol/media.ts';

type WireUri = (typeof headerExtensionUris)[number];
type WithUri<T extends { uri: string }> = T & { uri: WireUri };

export function wireCapabilities({ codecs, headerExtensions }: types.RtpCapabilities) {
	return { codecs, headerExtensions: headerExtensions?.filter(isWire) };
}

export function wireParameters({ headerExtensions, ...parameters }: types.RtpParameters) {
	return { ...parameters, headerExtensions: headerExtensions?.filter(isWire) };
}

const known: ReadonlySet<string> = new Set(headerExtensionUris);

function isWire<T extends { uri: string }>(extension: T): extension is WithUri<T> {
	return known.has(extension.uri);
}
