import * as v from 'valibot';

const pinoErrorLevel = 50;

const record = v.object({
	level: v.number(),
	msg: v.optional(v.string(), ''),
	err: v.optional(v.object({ message: v.optional(v.string(), '') }))
});

/** What a person at the terminal should see of a program's output line: errors and what is no log record on stderr. */
export function faultIn(line: string, isError: boolean): string | undefined {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), record), line);
	if (!parsed.success) return isError ? line : undefined;
	const { level, msg, err } = parsed.output;
	if (level < pinoErrorLevel) return undefined;
	return [msg, err?.message].filter(Boolean).join(': ') || line;
}
