import { Refusal } from './refusal.ts';

/** A library that the network does not bring is as good as a server that does not answer: tried again later. */
export async function fetchLibrary<T>(library: Promise<T>): Promise<T> {
	try {
		return await library;
	} catch {
		throw new Refusal('unavailable');
	}
}
