// How a site does, in one word. Pure.
import { awayAs, type Away, type Site } from '#lib/protocol/snapshot.ts';
import type { WallSite } from '#lib/protocol/wall.ts';

export const healths = ['good', 'weak', 'audio-only', 'lost', 'left', 'absent', 'lobby', 'removed'] as const;
export type Health = (typeof healths)[number];

/** Percent; above it speech is broken now and then. */
const muchLoss = 5;
/** Milliseconds there and back; above it people begin to talk at the same time. */
const longDelay = 400;

type Connection = Pick<Site, 'connected' | 'parted' | 'since' | 'left' | 'inLobby'>;

/** Who looks after lines sees at once who is not back yet. */
const healthAway: Record<Away, Health> = { absent: 'absent', parted: 'lost', left: 'left', lost: 'lost' };

export function healthOf(site: Connection, facts: WallSite | undefined): Health {
	if (facts?.removed) return 'removed';
	if (!site.connected) return healthAway[awayAs(site)];
	if (facts && facts.lostAt !== null) return 'lost';
	if (site.inLobby) return 'lobby';
	if (facts === undefined) return 'good';
	if (facts.audioOnly !== null) return 'audio-only';
	return (facts.loss ?? 0) >= muchLoss || (facts.delay ?? 0) >= longDelay ? 'weak' : 'good';
}

/** Since when nobody of the site answers; null while somebody does, or when nobody ever came. */
export function lostSince(
	{ connected, since }: Pick<Connection, 'connected' | 'since'>,
	facts: WallSite | undefined
): number | null {
	return connected ? (facts?.lostAt ?? null) : since;
}

/** What somebody should look after now, the worst first. */
export const troubles: readonly Health[] = ['lost', 'audio-only', 'weak'];
