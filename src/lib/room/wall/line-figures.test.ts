import { expect, test } from 'vitest';
import { countersOf, figuresOf } from './line-figures.ts';

const pair = { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.04 };
const inbound = (packetsReceived: number, packetsLost: number, bytesReceived: number) => ({
	type: 'inbound-rtp',
	packetsReceived,
	packetsLost,
	bytesReceived
});

test('the figures are those of the time between two looks', () => {
	const before = countersOf(
		[pair, inbound(1000, 10, 1_000_000), { type: 'outbound-rtp', bytesSent: 500 }],
		0
	);
	const now = countersOf(
		[
			{ ...pair, currentRoundTripTime: 0.05 },
			{ ...pair, nominated: false, currentRoundTripTime: 3 },
			inbound(1090, 20, 1_500_000),
			{ type: 'outbound-rtp', bytesSent: 250_500 },
			{ type: 'remote-inbound-rtp', fractionLost: 0.02 },
			{ type: 'codec', mimeType: 'video/VP8' }
		],
		2000
	);
	expect(figuresOf(before, now)).toEqual({
		delay: 50,
		lossOut: 2,
		lossIn: 10,
		bitrateIn: 2_000_000,
		bitrateOut: 1_000_000
	});
});

test('what cannot be known is not guessed', () => {
	const first = countersOf([pair], 0);
	const nothing = { lossOut: null, lossIn: null, bitrateIn: null, bitrateOut: null };
	expect(figuresOf(undefined, first)).toEqual({ delay: 40, ...nothing });
	expect(figuresOf(first, countersOf([], 1000))).toEqual({
		...nothing,
		delay: null,
		bitrateIn: 0,
		bitrateOut: 0
	});
	const more = countersOf([inbound(1000, 0, 1_000_000)], 0);
	expect(figuresOf(more, countersOf([inbound(10, 0, 9000)], 1000))).toMatchObject({
		lossIn: null,
		bitrateIn: null
	});
});
