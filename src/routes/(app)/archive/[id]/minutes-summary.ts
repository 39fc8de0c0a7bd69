// Of the minutes only what the page shows: 253 sites come down to their groups.
import { attendedBy, count, reasonOf, rollOf, type MinutesView } from '#lib/server/minutes/minutes.ts';

export type MinutesSummary = ReturnType<typeof summaryOf>;

export function summaryOf({ content, state, conclusions, updatedAt, updatedByName, mayEdit }: MinutesView) {
	const groups = rollOf(content);
	const sites = groups.flatMap((group) => group.sites);
	return {
		state,
		conclusions,
		updatedAt,
		updatedByName,
		mayEdit,
		chair: content.chair?.name ?? '',
		secretary: content.secretary?.name ?? '',
		present: count(sites).present,
		siteCount: sites.length,
		groups: groups.map((group) => ({
			name: group.name,
			present: group.counts.present,
			siteCount: group.sites.length,
			absent: group.sites
				.filter((site) => attendedBy(site) !== 'present')
				.map((site) => ({ name: site.name, reason: reasonOf(site) }))
		}))
	};
}
