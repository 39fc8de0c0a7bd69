import { formatTime, formatWhen } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RollMoment } from '#lib/protocol/roll.ts';
import { awayAs, type Away, type Site } from '#lib/protocol/snapshot.ts';
import type { RollEntry, RollFilter } from '#lib/room/conduct/roll.ts';

const filters: Record<RollFilter, (inputs: { count: number }) => string> = {
	all: m.roll_filter_all,
	here: m.roll_filter_here,
	room: m.roll_filter_room,
	online: m.roll_filter_online,
	substituted: m.roll_filter_substituted,
	excused: m.roll_filter_excused,
	awaited: m.roll_filter_awaited,
	left: m.roll_filter_left,
	never: m.roll_filter_never
};
const moments: Record<RollMoment, () => string> = {
	opening: m.roll_moment_opening,
	vote: m.roll_moment_vote,
	end: m.roll_moment_end,
	asked: m.roll_moment_asked
};

export const filterWord = (filter: RollFilter, count: number) => filters[filter]({ count });
export const momentWord = (moment: RollMoment) => moments[moment]();

const away: Record<Away, () => string> = {
	absent: m.room_site_absent,
	parted: m.room_site_parted,
	left: m.room_site_left,
	lost: m.room_site_lost
};
export const awayWord = (site: Site) => away[awayAs(site)]();

/** With the time, where that is known; empty for a site that is here or never came. */
export function awayLine(site: Site): string {
	if (site.connected || site.since === null) return '';
	if (site.parted) return m.room_site_parted();
	const time = formatTime(site.since);
	return site.left ? m.room_site_left_at({ time }) : m.room_site_lost_at({ time });
}

/** What is worth knowing of a site beside its name; empty when its district says it. */
export function entryWord({ site, standing, reason, signedInAt }: RollEntry): string {
	if (site.left || site.parted) return awayLine(site);
	if (standing === 'online') return m.roll_online();
	if (standing === 'substituted') return m.roll_substituted();
	if (standing === 'room') return '';
	if (standing === 'excused') return m.roll_excused_because({ reason });
	if (site.since !== null) return awayLine(site);
	if (signedInAt === undefined) return '';
	return signedInAt === null
		? m.roll_never_signed_in()
		: m.roll_signed_in_at({ when: formatWhen(signedInAt) });
}
