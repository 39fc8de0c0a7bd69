// How the pictures of a real page moved while it was watched, one by one: an average over pictures and pages hides the
// one that stood still.

/** One picture that was on the screen, as the browser's statistics count it. */
export type Counted = { id: string; frames: number; freezes: number };
/** `at` in milliseconds, `freezes` in seconds. */
export type Look = { at: number; pictures: Counted[] };

export type Picture = {
	/** Share of the time in which it stood still, 0 to 1. */
	frozen: number;
	framesPerSecond: number;
};

/** Milliseconds between two looks. */
export const looksEvery = 250;
/** Less than this since the last frame may lie between two looks. */
const noticed = 2 * looksEvery;

/**
 * The browser counts a freeze when it is over; what lasts at the end is the time since the last frame. A picture that
 * went before the end, or never had a frame, stood still as well: whoever looks at it sees nothing new.
 */
export function picturesOf(looks: readonly Look[]): Picture[] {
	const end = looks.at(-1)?.at ?? 0;
	const ids = new Set(looks.flatMap(({ pictures }) => pictures.map(({ id }) => id)));
	return [...ids].map((id) => {
		const course = looks.flatMap(({ at, pictures }) =>
			pictures.filter((picture) => picture.id === id).map((picture) => ({ at, ...picture }))
		);
		return pictureOf(course, end);
	});
}

function pictureOf(course: readonly (Counted & { at: number })[], end: number): Picture {
	const [first, last] = [course[0], course.at(-1)];
	const still = { frozen: 1, framesPerSecond: 0 };
	if (first === undefined || last === undefined) return still;
	const frames = last.frames - first.frames;
	const seconds = (end - first.at) / 1000;
	if (frames <= 0 || seconds <= 0) return still;
	const moved = course.filter(({ frames: now }, index) => now > (course[index - 1]?.frames ?? now));
	const since = end - (moved.at(-1)?.at ?? first.at);
	const frozen = last.freezes - first.freezes + (since > noticed ? since / 1000 : 0);
	// A freeze that began before the watch is told in full when it ends.
	return { frozen: Math.min(1, frozen / seconds), framesPerSecond: frames / seconds };
}

/** Runs in the page: what it shows now of what it receives. */
export async function lookAtPictures(): Promise<Look> {
	const shown = [...document.querySelectorAll('video')].filter((video) => {
		const { top, bottom, left, right } = video.getBoundingClientRect();
		const onScreen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
		return onScreen && bottom > top && right > left && video.checkVisibility();
	});
	const tracks = new Set(
		shown.flatMap(({ srcObject }) =>
			srcObject instanceof MediaStream ? srcObject.getVideoTracks().map(({ id }) => id) : []
		)
	);
	const pictures: Counted[] = [];
	for (const connection of window.testConnections ?? []) {
		if (connection.connectionState === 'closed') continue;
		for (const report of (await connection.getStats()).values()) {
			// What the page does not show it has asked the server not to send.
			if (report.type !== 'inbound-rtp' || !tracks.has(report.trackIdentifier)) continue;
			const { framesDecoded = 0, totalFreezesDuration = 0 } = report;
			pictures.push({ id: report.trackIdentifier, frames: framesDecoded, freezes: totalFreezesDuration });
		}
	}
	return { at: performance.now(), pictures };
}
