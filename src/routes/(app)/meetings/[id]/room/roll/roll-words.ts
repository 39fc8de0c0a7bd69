import { formatTime, formatWhen } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RollMoment } from '#lib/protocol/roll.ts';
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

/** What is worth knowing of a site beside its name; empty when its district says it. */
export function entryWord({ site, standing, reason, signedInAt }: RollEntry): string {
	if (standing === 'online') return m.roll_online();
	if (standing === 'substituted') return m.roll_substituted();
	if (standing === 'room') return '';
	if (site.left && site.since !== null) return m.room_site_left_at({ time: formatTime(site.since) });
	if (standing === 'excused') return m.roll_excused_because({ reason });
	if (site.since !== null) return m.roll_lost_at({ time: formatTime(site.since) });
	if (signedInAt === undefined) return '';
	return signedInAt === null
		? m.roll_never_signed_in()
		: m.roll_signed_in_at({ when: formatWhen(signedInAt) });
}
