// What a site costs: what a program used while they were there, less what it uses without them. Pure.
import type { Value } from './result.ts';

/** Seconds of processor time: the kernel counts in steps of 10 ms, and each end of a look may miss one. */
export const leastCpu = 0.02;
/** Bytes: programs fetch and return memory in larger pieces than one site needs. */
export const leastMemory = 2_000_000;

export type Span = {
	/** Without the sites, in as long a time. */
	without: number;
	with: number;
	/** How much it varies by itself. */
	noise: number;
};

/** For each of so many sites. A difference that the noise could have made is none. */
export function marginal(span: Span, sites: number, say: (value: number) => string): Value {
	const difference = span.with - span.without;
	if (!Number.isFinite(difference) || sites <= 0) return { why: 'nothing was counted' };
	if (difference > span.noise) return difference / sites;
	return {
		why: `${say(span.with)} with all ${sites} sites, ${say(span.without)} without them: the difference is within what it varies by itself (${say(span.noise)})`
	};
}

/** How many times as much; nothing where one of the two was not measured. */
export function growthOf(small: Value, large: Value): Value {
	if (typeof small !== 'number') return { why: `of the smaller one: ${small.why}` };
	if (typeof large !== 'number') return { why: `of the larger one: ${large.why}` };
	return small > 0 ? large / small : { why: 'the smaller one cost nothing' };
}
