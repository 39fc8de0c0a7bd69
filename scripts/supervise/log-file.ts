import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const largest = 20 * 1024 * 1024;
const kept = 4;

/** Appends to a file; a full one becomes `<file>.1`, that one `<file>.2`, and the oldest goes. */
export class LogFile {
	readonly #path: string;
	#file: number;
	#size: number;

	constructor(path: string) {
		this.#path = path;
		mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
		this.#file = openSync(path, 'a', 0o600);
		this.#size = fstatSync(this.#file).size;
	}

	write(line: string): void {
		if (this.#size > largest) this.#rotate();
		this.#size += writeSync(this.#file, `${line}\n`);
	}

	#rotate(): void {
		closeSync(this.#file);
		for (let number = kept; number >= 1; number--) {
			const from = number === 1 ? this.#path : `${this.#path}.${number - 1}`;
			if (existsSync(from)) renameSync(from, `${this.#path}.${number}`);
		}
		this.#file = openSync(this.#path, 'a', 0o600);
		this.#size = 0;
	}
}
