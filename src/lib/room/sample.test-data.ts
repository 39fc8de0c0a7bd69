// One small meeting for the tests of this folder.
import type { Vote } from '#lib/protocol/votes.ts';
import type { Site, Snapshot, StageEntry } from '#lib/protocol/snapshot.ts';

export function sampleSite(number: number, change: Partial<Site> = {}): Site {
	return {
		siteId: `site-${number}`,
		name: `Xã ${number}`,
		parentName: 'Huyện Vĩnh Bảo',
		level: 'commune',
		kind: 'component',
		connected: false,
		parted: false,
		since: null,
		left: false,
		consents: false,
		inLobby: false,
		...change
	};
}

export function sampleEntry(change: Partial<StageEntry> & Pick<StageEntry, 'source'>): StageEntry {
	const connectionId = change.connectionId ?? 'connection-1';
	return {
		siteId: 'site-1',
		siteName: 'Xã 1',
		connectionId,
		personName: 'Trần Thị Bình',
		role: 'delegate',
		producerId: `${connectionId}-${change.source}`,
		paused: false,
		...change
	};
}

/** The chair's camera and microphone, on the main site. */
export const chairEntries: StageEntry[] = (['camera', 'microphone'] as const).map((source) =>
	sampleEntry({
		source,
		siteId: 'main',
		siteName: 'UBND thành phố Hải Phòng',
		connectionId: 'chair',
		personName: 'Nguyễn Văn An',
		role: 'chair'
	})
);

export const sampleSnapshot: Snapshot = {
	me: {
		connectionId: 'connection-1',
		siteId: 'site-1',
		siteName: 'Xã 1',
		personId: 'person-1',
		personName: 'Trần Thị Bình',
		role: 'delegate'
	},
	line: { audioOnly: false, held: false },
	now: 1_000_000,
	meeting: {
		meetingId: 'meeting',
		title: 'Giao ban trực tuyến tháng 12',
		conduct: 'chaired',
		state: 'open',
		startsAt: 900_000,
		openedAt: 950_000,
		endedAt: null,
		currentItemId: null,
		messagesOpen: true,
		papersOpen: true,
		quorumRule: 'half',
		floorLimit: 1,
		turnMinutes: null,
		actingRoles: ['secretary'],
		handed: null,
		chairName: 'Nguyễn Văn Tùng',
		chairMissedSince: null,
		deputyId: null,
		plannedChairId: 'chair'
	},
	agenda: [1, 2, 3].map((position) => ({
		itemId: `item-${position}`,
		position,
		title: `Mục ${position}`,
		presenter: '',
		plannedMinutes: 15,
		begunAt: null,
		used: 0,
		runningSince: null,
		speakers: []
	})),
	papers: [],
	presented: null,
	sites: [
		sampleSite(0, { siteId: 'main', name: 'UBND thành phố Hải Phòng', kind: 'main', parentName: '' }),
		sampleSite(1),
		sampleSite(2)
	],
	hands: [],
	floor: [],
	offers: [],
	stage: [],
	recording: { state: 'on', startedAt: 950_000 },
	votes: [],
	ballot: null,
	count: null,
	announcements: [],
	threads: []
};

export function sampleVote(change: Partial<Vote> = {}): Vote {
	return {
		voteId: 'vote-1',
		question: 'Thông qua dự thảo?',
		secret: false,
		electorate: 'sites',
		state: 'open',
		openedAt: 960_000,
		closedAt: null,
		voterCount: 3,
		votedCount: 0,
		quorum: { opening: { present: 2, expected: 3 }, closing: null },
		result: null,
		...change
	};
}
