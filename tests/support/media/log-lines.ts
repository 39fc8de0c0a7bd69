// What a program under test writes into its log.
import * as v from 'valibot';
import { createLog, type Log } from '../../../src/lib/server/platform/log.ts';

const lineShape = v.looseObject({ msg: v.string() });
export type LogLine = v.InferOutput<typeof lineShape>;

export function collectLog(): { log: Log; lines: LogLine[] } {
	const lines: LogLine[] = [];
	const write = (text: string) => void lines.push(v.parse(lineShape, JSON.parse(text)));
	return { log: createLog('test', { level: 'debug', destination: { write } }), lines };
}
