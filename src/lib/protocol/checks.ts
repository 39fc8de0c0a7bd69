// What a device check found: sent by the page that checked, kept with the meeting, read in the rehearsal. Pure.
import * as v from 'valibot';
import { instant, text } from './values.ts';

const label = v.pipe(text, v.maxLength(100));
const milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(600_000));

/** `silent`: it is open, and nothing was heard of it, or by the person who listened. */
const device = v.picklist(['good', 'silent', 'off', 'failed', 'untested']);
export type DeviceState = v.InferOutput<typeof device>;

export const checkResult = v.object({
	camera: device,
	microphone: device,
	/** Confirmed by who heard the test sound. */
	speaker: device,
	/** The way to the media server. `delay`: there and back; null when nothing came back. */
	line: v.object({ state: v.picklist(['good', 'slow', 'failed']), delay: v.nullable(milliseconds) }),
	cameraName: v.nullable(label),
	microphoneName: v.nullable(label),
	browser: label
});
export type CheckResult = v.InferOutput<typeof checkResult>;

/** The newest check of one site, as the web program tells it; null while there is none. */
export const keptCheck = v.object({
	check: v.nullable(v.object({ personName: text, at: instant, result: checkResult }))
});
export type KeptCheck = v.InferOutput<typeof keptCheck>;

export const checkedParts = ['camera', 'microphone', 'speaker', 'line'] as const;
export type CheckedPart = (typeof checkedParts)[number];

/** What should be looked after; nothing when the site is ready. */
export function problemsOf(result: CheckResult): CheckedPart[] {
	return checkedParts.filter((part) => stateOf(result, part) !== 'good');
}

export function stateOf(result: CheckResult, part: CheckedPart): DeviceState | 'slow' {
	return part === 'line' ? result.line.state : result[part];
}

/** How a site stands before the opening. `absent`: nobody of it has come or checked yet. */
export const readinesses = ['ready', 'review', 'unchecked', 'absent'] as const;
export type Readiness = (typeof readinesses)[number];

export function readinessOf(result: CheckResult | null, connected: boolean): Readiness {
	if (result !== null) return problemsOf(result).length === 0 ? 'ready' : 'review';
	return connected ? 'unchecked' : 'absent';
}
