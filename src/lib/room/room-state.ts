// What a page knows about its room: the snapshot of the join, changed by notices. Pure.
import type { NoticeData, NoticeName } from '#lib/protocol/notices.ts';
import type { AgendaItem, Site, Snapshot } from '#lib/protocol/snapshot.ts';
import type { Thread } from '#lib/protocol/talk.ts';
import type { Vote } from '#lib/protocol/votes.ts';

export type RoomState = Snapshot & {
	speaker: NoticeData<'speaker:changed'>;
};

export function fromSnapshot(snapshot: Snapshot): RoomState {
	return { ...snapshot, speaker: { siteId: null, personId: null } };
}

export type StateNotice = Extract<NoticeName, `${string}:changed` | 'announcement:made'>;
type Reducers = { [N in StateNotice]: (state: RoomState, data: NoticeData<N>) => RoomState };

/** Each notice carries the whole new value of its part; parts that did not change keep their identity. */
export const reducers: Reducers = {
	'seat:changed': ({ speaker }, { snapshot }) => ({ ...fromSnapshot(snapshot), speaker }),
	'meeting:changed': (state, { meeting }) => ({ ...state, meeting }),
	'agenda:changed': (state, { agenda }) => ({ ...state, agenda }),
	'speakers:changed': (state, changed) => ({ ...state, agenda: mergeSpeakers(state.agenda, changed) }),
	'sites:changed': (state, { sites }) => ({ ...state, sites: mergeSites(state.sites, sites) }),
	'papers:changed': (state, { papers }) => ({ ...state, papers }),
	'presented:changed': (state, { presented }) => ({ ...state, presented }),
	'hands:changed': (state, { hands }) => ({ ...state, hands }),
	'floor:changed': (state, { floor }) => ({ ...state, floor }),
	'offers:changed': (state, { offers }) => ({ ...state, offers }),
	'stage:changed': (state, { stage }) => ({ ...state, stage }),
	'vote:changed': (state, { vote }) => ({ ...state, votes: mergeVote(state.votes, vote) }),
	'ballot:changed': (state, { ballot }) => ({ ...state, ballot }),
	'count:changed': (state, { count }) => ({ ...state, count }),
	'announcement:made': (state, { announcement }) => ({
		...state,
		announcements: [
			...state.announcements.filter(({ announcementId }) => announcementId !== announcement.announcementId),
			announcement
		]
	}),
	'thread:changed': (state, { thread }) => ({ ...state, threads: mergeThread(state.threads, thread) }),
	'recording:changed': (state, { recording }) => ({ ...state, recording }),
	'speaker:changed': (state, speaker) => ({ ...state, speaker }),
	/** What was said and shown before is forgotten. */
	'lobby:changed': (_, { snapshot }) => fromSnapshot(snapshot),
	'line:changed': (state, line) => ({ ...state, line })
};
export const stateNotices = Object.keys(reducers).filter((name): name is StateNotice => name in reducers);

/** A batch names only the sites that changed. Order is kept, so that no row of a long list jumps. */
export function mergeSites(sites: Site[], changed: Site[]): Site[] {
	const byId = new Map(changed.map((site) => [site.siteId, site]));
	const merged = sites.map((site) => {
		const next = byId.get(site.siteId);
		byId.delete(site.siteId);
		return next ?? site;
	});
	return [...merged, ...byId.values()];
}

/** Names only the speakers who changed; items without them keep their identity. */
export function mergeSpeakers(
	agenda: AgendaItem[],
	{ itemId, speakers }: NoticeData<'speakers:changed'>
): AgendaItem[] {
	const bySite = new Map(speakers.map((speaker) => [speaker.siteId, speaker]));
	return agenda.map((item) => {
		if (item.itemId !== itemId) return item;
		return { ...item, speakers: item.speakers.map((one) => bySite.get(one.siteId) ?? one) };
	});
}

export function mergeVote(votes: Vote[], changed: Vote): Vote[] {
	const known = votes.some(({ voteId }) => voteId === changed.voteId);
	if (!known) return [...votes, changed];
	return votes.map((vote) => (vote.voteId === changed.voteId ? changed : vote));
}

/** The conversation in which was written last comes last. */
export function mergeThread(threads: Thread[], changed: Thread): Thread[] {
	return [...threads.filter(({ siteId }) => siteId !== changed.siteId), changed];
}

export function indexSites(sites: Site[]): ReadonlyMap<string, Site> {
	return new Map(sites.map((site) => [site.siteId, site]));
}
