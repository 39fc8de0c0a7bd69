// What a person at the terminal sees while long steps run.
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { ConfigError } from '#lib/server/platform/config.ts';
import { RunError } from './run.ts';

export type Progress = (text: string) => void;

const pauseBetweenLines = 15_000;

/** Names a step, shows its progress, and says how long it took. A failing step's error goes on to the caller. */
export async function step<T>(title: string, work: (progress: Progress) => Promise<T>): Promise<T> {
	const started = Date.now();
	const line = process.stdout.isTTY ? rewritingLine(title) : spacedLines(title);
	line.start();
	try {
		const result = await work(line.progress);
		line.end(`✓ ${title} (${duration(Date.now() - started)})`);
		return result;
	} catch (cause) {
		line.end(`✗ ${title} (${duration(Date.now() - started)})`);
		throw cause;
	}
}

export function duration(milliseconds: number): string {
	const seconds = milliseconds / 1000;
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function rewritingLine(title: string) {
	const write = (text: string) => process.stdout.write(`\r\x1b[K${text}`);
	return {
		start: () => write(`• ${title}`),
		progress: (text: string) => write(`• ${title}: ${text}`.slice(0, (process.stdout.columns || 80) - 1)),
		end: (text: string) => write(`${text}\n`)
	};
}

/** For logs: a line now and then shows that the step is alive. */
function spacedLines(title: string) {
	let last = Date.now();
	return {
		start: () => console.log(`• ${title}`),
		progress(text: string) {
			if (Date.now() - last < pauseBetweenLines) return;
			last = Date.now();
			console.log(`  ${title}: ${text}`);
		},
		end: (text: string) => console.log(text)
	};
}

/** Ends the command with words for a person instead of a stack. */
export class StopError extends Error {}

/**
 * Runs a command's main function: words for a `StopError`, a stack for what nobody expected. Signals end it at once
 * unless the command ends by itself in `onSignal`.
 */
export async function runCommand(main: () => Promise<number | void>, onSignal?: () => void): Promise<void> {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, onSignal ?? (() => process.exit(128 + constants.signals[signal])));
	}
	// Tools that are started by name must run under the product's Node, whatever the machine's own is.
	process.env.PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
	try {
		process.exitCode = (await main()) ?? 0;
	} catch (cause) {
		console.error(isExpected(cause) ? `\n${cause.message}` : cause);
		process.exitCode = 1;
	}
}

function isExpected(cause: unknown): cause is Error {
	if (cause instanceof StopError || cause instanceof RunError || cause instanceof ConfigError) return true;
	// A mistyped option.
	return cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS_');
}
