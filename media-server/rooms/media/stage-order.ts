// Which pictures and sounds everyone receives. Pure: the chair first, then who has the floor, then who spoke last. A
// microphone that is off takes no voice's place from one that was called.
import { stageSize, type Role, type Source } from '#lib/protocol/values.ts';
import { largestSize, type PictureSize } from '../../rtc/budget.ts';

export type Candidate = {
	producerId: string;
	connectionId: string;
	siteId: string;
	role: Role;
	source: Source;
	/** Wall clock of its creation. */
	since: number;
	/** Off by its page. */
	paused: boolean;
	/** Wall clock of when its site was given the floor; 0 without it. */
	calledAt: number;
};

/** How many of each source a site receives at most; the cost of a meeting is sites × this. */
export const limits: Record<Source, number> = {
	camera: stageSize,
	microphone: 3,
	screen: 1,
	'screen-audio': 1
};

export type Order = {
	/** Connection → wall clock of when it was heard last. */
	heard: ReadonlyMap<string, number>;
	/** What is on the stage now. */
	staged: ReadonlySet<string>;
};

export function selectStage<C extends Candidate>(candidates: readonly C[], order: Order): C[] {
	const bySource = Map.groupBy(candidates, (candidate) => candidate.source);
	return [...bySource].flatMap(([source, own]) => {
		const compare = source === 'screen' || source === 'screen-audio' ? byNewest : byRank(order);
		return own.toSorted(compare).slice(0, limits[source]);
	});
}

/** Whoever shares now replaces whoever shared before. */
function byNewest(a: Candidate, b: Candidate): number {
	return b.since - a.since;
}

function byRank(order: Order) {
	return (a: Candidate, b: Candidate): number =>
		rank(a) - rank(b) || heard(b, order) - heard(a, order) || a.since - b.since;
}

function rank({ role, source, paused, calledAt }: Candidate): number {
	const leads = role === 'chair' || calledAt > 0;
	if (leads && source === 'microphone' && paused) return 2;
	if (role === 'chair') return 0;
	return leads ? 1 : 3;
}

/**
 * Who is called is about to be heard. What is on the stage counts as just heard before it was never heard, so that
 * silence moves nobody.
 */
function heard({ connectionId, producerId, calledAt }: Candidate, order: Order): number {
	const last = Math.max(order.heard.get(connectionId) ?? 0, calledAt);
	return last || (order.staged.has(producerId) ? 1 : 0);
}

const largeLayer = largestSize;
const smallLayer: PictureSize = 1;

/**
 * The size in which each picture of the stage is sent: what pages show large comes large, the rest small. Pages put a
 * paper or a screen into the large place, else who was called last, else the chair (`src/lib/room/conduct/stage.ts`).
 * `alike`: beside a paper, and in the grid of open conduct, no picture is large.
 */
export function layersOf(
	stage: readonly Candidate[],
	floor: ReadonlySet<string>,
	alike = false
): Map<string, PictureSize> {
	const cameras = stage.filter(({ source }) => source === 'camera');
	const called = [...floor].at(-1);
	const large =
		cameras.find(({ siteId, role }) => siteId === called && role !== 'chair') ??
		cameras.find(({ role }) => role === 'chair') ??
		cameras[0];
	const small = alike || stage.some(({ source }) => source === 'screen');
	return new Map(
		cameras.map((camera) => [camera.producerId, camera === large && !small ? largeLayer : smallLayer])
	);
}
