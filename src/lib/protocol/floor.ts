// The floor beyond who has it: how many may speak at once, for how long, and who is asked to speak.
import * as v from 'valibot';
import { id, instant, stageSize } from './values.ts';

/** How many sites may have the floor at once: as many as the stage has pictures. */
export const floorLimit = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(stageSize));

export const longestTurn = 120;
/** What one turn may take, in minutes. Nobody is cut off: it only shows. */
export const turnMinutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(longestTurn));

/** A site was called without having asked, and is being asked whether it will speak. */
export const offer = v.object({ siteId: id, offeredAt: instant, until: instant });
export type Offer = v.InferOutput<typeof offer>;

/**
 * A site that the plan lets speak on an agenda item; `waiting` until it has had the floor on it (`spoken`) or would not
 * speak when it was asked (`declined`).
 */
export const arrangedSpeaker = v.object({
	siteId: id,
	minutes: turnMinutes,
	state: v.picklist(['waiting', 'spoken', 'declined'])
});
export type ArrangedSpeaker = v.InferOutput<typeof arrangedSpeaker>;
