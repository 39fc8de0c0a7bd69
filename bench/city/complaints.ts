// What the product's own logs say went wrong while it was under load.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const warning = 40;
const line = v.object({ level: v.number(), name: v.string(), msg: v.string() });

/** Warnings and worse, equal ones counted. */
export function complaintsIn(text: string): string[] {
	const messages = text.split('\n').flatMap((written) => {
		const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), line), written);
		if (!parsed.success || parsed.output.level < warning) return [];
		return [`${parsed.output.name}: ${parsed.output.msg}`];
	});
	return Object.entries(Object.groupBy(messages, (message) => message)).map(
		([message, all]) => `${all?.length ?? 0} × ${message}`
	);
}

/** Reads on from where it read last. */
export class Logs {
	readonly #folder: string;
	readonly #read = new Map<string, number>();

	constructor(dataDir: string) {
		this.#folder = join(dataDir, 'logs');
	}

	complaints(): string[] {
		return readdirSync(this.#folder).flatMap((name) => {
			const text = readFileSync(join(this.#folder, name), 'utf8');
			const before = this.#read.get(name) ?? 0;
			this.#read.set(name, text.length);
			return complaintsIn(text.slice(before));
		});
	}
}
