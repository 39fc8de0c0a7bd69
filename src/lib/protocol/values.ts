// Words and small shapes that the whole contract uses.
import * as v from 'valibot';

/** Raised with every change that an older page would misread; a mismatch is refused with `version_mismatch`. */
export const protocolVersion = 5;

/** The contract's only string: PostgreSQL keeps neither a zero byte nor half of a surrogate pair, so none comes in. */
export const text = v.pipe(
	v.string(),
	v.excludes('\0'),
	v.check((value) => !/\p{Cs}/u.test(value))
);
export const id = v.pipe(text, v.uuid());
/** People's ids are text, because the session library wants text. */
export const personId = v.pipe(text, v.minLength(1), v.maxLength(64));
/** Milliseconds since 1970-01-01T00:00Z. */
export const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** How many of something. */
export const quantity = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const nothing = v.strictObject({});

export const roles = ['chair', 'secretary', 'operator', 'delegate', 'observer'] as const;
export const role = v.picklist(roles);
export type Role = (typeof roles)[number];

/** Who may be allowed to act for the chair. */
export const actingRole = v.picklist(['secretary', 'operator']);
export type ActingRole = v.InferOutput<typeof actingRole>;

export const conduct = v.picklist(['open', 'chaired']);
export type Conduct = v.InferOutput<typeof conduct>;

export const meetingStates = ['draft', 'convened', 'open', 'ended', 'cancelled'] as const;
export const meetingState = v.picklist(meetingStates);
export type MeetingState = (typeof meetingStates)[number];

export const sources = ['microphone', 'camera', 'screen', 'screen-audio'] as const;
export const source = v.picklist(sources);
export type Source = (typeof sources)[number];

/** Milliseconds that a seat waits for its page; the deputy takes the chair only when it has been missed for as long. */
export const seatKept = 30_000;

/** How many pictures the stage shows at most, the shared screen not counted. */
export const stageSize = 4;

/** Sites side by side under open conduct, the main site among them: what a small working meeting has at most. */
export const gridSize = 16;
