import { Refusal } from '../connection/refusal.ts';

/** What the page asks by itself, now and then: a refusal is no news for the person, the next time comes soon. */
export async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
	try {
		return await asked;
	} catch (error) {
		if (error instanceof Refusal) return undefined;
		throw error;
	}
}
