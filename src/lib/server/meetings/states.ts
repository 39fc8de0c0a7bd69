// The life of a meeting: draft → convened → open → ended; a meeting that does not take place is cancelled.
import type { MeetingState } from '#lib/protocol/values.ts';

/** Steps from one state to the next. A cancelled draft was never seen by those it would have invited. */
export const steps = {
	convene: { from: ['draft'], to: 'convened' },
	cancel: { from: ['draft', 'convened'], to: 'cancelled' },
	open: { from: ['convened'], to: 'open' },
	end: { from: ['open'], to: 'ended' }
} as const satisfies Record<string, { from: readonly MeetingState[]; to: MeetingState }>;

/** What may be done while the meeting stays in its state. */
export const doings = {
	/** Title, time, people, sites that are taken away again. */
	plan: ['draft'],
	/** An agenda, a paper and a further site may still come after the invitation. */
	supplement: ['draft', 'convened'],
	reply: ['convened'],
	/** Who sits in the room changes until the end. */
	'name-roster': ['convened', 'open'],
	enter: ['convened', 'open']
} as const satisfies Record<string, readonly MeetingState[]>;

export type Step = keyof typeof steps;
export type Doing = keyof typeof doings;

export function allows(state: MeetingState, what: Step | Doing): boolean {
	const from: readonly MeetingState[] = isStep(what) ? steps[what].from : doings[what];
	return from.includes(state);
}

function isStep(what: Step | Doing): what is Step {
	return what in steps;
}
