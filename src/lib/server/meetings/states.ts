// The life of a meeting: draft → convened → open → ended; a meeting that does not take place is cancelled.
import type { MeetingState } from '#lib/protocol/values.ts';
import { mayStep, type Steps } from '#lib/server/platform/steps.ts';

export const meetingSteps = {
	draft: ['convened', 'cancelled'],
	convened: ['open', 'cancelled'],
	open: ['ended'],
	ended: [],
	cancelled: []
} as const satisfies Steps<MeetingState>;

/** What may be done while the meeting stays in its state. */
export const doings = {
	/** Title, time, people, and sites that are taken away again. */
	plan: ['draft'],
	/** An agenda, a paper and a further site may still come after the invitation. */
	supplement: ['draft', 'convened'],
	/** Time and people, once units rely on them: they are told. */
	change: ['convened'],
	acknowledge: ['convened'],
	reply: ['convened'],
	/** Who sits in the room changes until the end. */
	'name-roster': ['convened', 'open'],
	enter: ['convened', 'open']
} as const satisfies Record<string, readonly MeetingState[]>;

export type Doing = keyof typeof doings;

export function allows(state: MeetingState, doing: Doing): boolean {
	const states: readonly MeetingState[] = doings[doing];
	return states.includes(state);
}

export function mayBecome(state: MeetingState, next: MeetingState): boolean {
	return mayStep(meetingSteps, state, next);
}
