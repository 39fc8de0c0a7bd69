import type { Steps } from '#lib/server/platform/steps.ts';

/** Issued minutes are never changed in place: a new version replaces them. */
export const minutesSteps = {
	draft: ['approved'],
	approved: ['draft', 'signed'],
	signed: ['issued'],
	issued: ['replaced'],
	replaced: []
} as const satisfies Steps<'draft' | 'approved' | 'signed' | 'issued' | 'replaced'>;

export type MinutesState = keyof typeof minutesSteps;

export function mayBeEdited(state: MinutesState): boolean {
	return state === 'draft';
}
