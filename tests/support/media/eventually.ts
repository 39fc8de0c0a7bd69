import { expect } from 'vitest';

/** Polls a value until the assertion on it holds: for what no event announces, such as packets that arrive. */
export function eventually<T>(value: () => T | Promise<T>, within = 30_000) {
	return expect.poll(value, { timeout: within, interval: 20 });
}
