import type { Tone } from '#lib/components/tone.ts';
import { m } from '#lib/paraglide/messages.js';
import {
	checkedParts,
	problemsOf,
	stateOf,
	type CheckedPart,
	type CheckResult,
	type DeviceState,
	type Readiness
} from '#lib/protocol/checks.ts';
import type { Shown } from './board.svelte.ts';

const words: Record<Readiness, () => string> = {
	ready: m.rehearsal_ready,
	review: m.rehearsal_review,
	unchecked: m.rehearsal_unchecked,
	absent: m.rehearsal_absent
};
const tones: Record<Readiness, Exclude<Tone, 'primary' | 'live'>> = {
	ready: 'good',
	review: 'weak',
	unchecked: 'absent',
	absent: 'absent'
};
const parts: Record<CheckedPart, () => string> = {
	camera: m.check_camera,
	microphone: m.check_microphone,
	speaker: m.check_speaker,
	line: m.rehearsal_line
};
const states: Record<DeviceState | 'slow', () => string> = {
	good: m.rehearsal_state_good,
	silent: m.rehearsal_state_silent,
	off: m.rehearsal_state_off,
	failed: m.rehearsal_state_failed,
	untested: m.rehearsal_state_untested,
	slow: m.rehearsal_state_slow
};

export const readinessTone = (readiness: Readiness) => tones[readiness];
export const readinessWord = (readiness: Readiness) => words[readiness]();
export const shownWord = (shown: Shown) => (shown === 'all' ? m.rehearsal_all() : words[shown]());

/** What should be looked after and why; empty when nothing should. */
export function problemWords(result: CheckResult): string {
	return problemsOf(result)
		.map((part) => m.rehearsal_problem({ part: parts[part](), state: partWord(result, part) }))
		.join('; ');
}

function partWord(result: CheckResult, part: CheckedPart): string {
	const state = stateOf(result, part);
	return part === 'line' && state === 'failed' ? m.rehearsal_line_failed() : states[state]();
}

type Fact = { name: string; value: string; good: boolean };

/** Part by part how it was found and what it is called, and the browser. */
export function checkFacts(result: CheckResult): Fact[] {
	const delay = result.line.delay;
	const more: Partial<Record<CheckedPart, string | null>> = {
		camera: result.cameraName,
		microphone: result.microphoneName,
		line: delay === null ? null : m.wall_milliseconds({ count: Math.round(delay) })
	};
	const found = checkedParts.map((part) => ({
		name: parts[part](),
		value: [partWord(result, part), more[part]].filter(Boolean).join(' · '),
		good: stateOf(result, part) === 'good'
	}));
	return [...found, { name: m.wall_browser(), value: result.browser, good: true }];
}

/** The facts that a technician asks for first. */
export function factWords({ cameraName, microphoneName, browser, line }: CheckResult): string {
	const delay = line.delay === null ? null : m.wall_milliseconds({ count: Math.round(line.delay) });
	return [cameraName, microphoneName, delay, browser].filter(Boolean).join(' · ');
}
