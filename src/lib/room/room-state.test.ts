import { expect, test } from 'vitest';
import { fromSnapshot, mergeSites, mergeVote, reducers } from './room-state.ts';
import { sampleSite, sampleSnapshot, sampleVote } from './sample.test-data.ts';

test('a batch changes the sites it names and leaves the others untouched, in their order', () => {
	const [main, first, second] = sampleSnapshot.sites;
	const changed = sampleSite(2, { connected: true });
	const merged = mergeSites(sampleSnapshot.sites, [changed]);
	expect(merged.map((site) => site.siteId)).toEqual([main, first, second].map((site) => site?.siteId));
	expect(merged[1]).toBe(first);
	expect(merged[2]).toBe(changed);
});

test('a site that was invited during the meeting is added at the end', () => {
	const late = sampleSite(9);
	expect(mergeSites(sampleSnapshot.sites, [late]).at(-1)).toBe(late);
});

test('a notice replaces its part and no other', () => {
	const before = fromSnapshot(sampleSnapshot);
	const floor = [{ siteId: 'site-1', grantedAt: 5, minutes: null }];
	const after = reducers['floor:changed'](before, { floor });
	expect(after.floor).toBe(floor);
	expect(after.sites).toBe(before.sites);
	expect(after.stage).toBe(before.stage);
	expect(before.floor).toEqual([]);
});

test('who speaks loudest is kept as it was told', () => {
	const after = reducers['speaker:changed'](fromSnapshot(sampleSnapshot), {
		siteId: 'site-1',
		personId: 'person-1'
	});
	expect(after.speaker).toEqual({ siteId: 'site-1', personId: 'person-1' });
});

test('a vote takes its own place: the first time at the end, then where it stands', () => {
	const first = sampleVote();
	const second = sampleVote({ voteId: 'vote-2' });
	const opened = mergeVote(mergeVote([], first), second);
	const closed = { ...first, state: 'done' as const };
	expect(mergeVote(opened, closed)).toEqual([closed, second]);
	expect(mergeVote(opened, closed)[1]).toBe(second);
});

test('speakers who changed change their item alone', () => {
	const [first, second] = ['site-1', 'site-2'].map((siteId) => ({
		siteId,
		minutes: 5,
		state: 'waiting' as const
	}));
	if (!first || !second) throw new Error('two speakers');
	const [planned, ...others] = sampleSnapshot.agenda;
	if (!planned) throw new Error('an item');
	const before = fromSnapshot({
		...sampleSnapshot,
		agenda: [{ ...planned, speakers: [first, second] }, ...others]
	});
	const spoken = { ...second, state: 'spoken' as const };
	const after = reducers['speakers:changed'](before, { itemId: planned.itemId, speakers: [spoken] });
	expect(after.agenda[0]?.speakers).toEqual([first, spoken]);
	expect(after.agenda[1]).toBe(before.agenda[1]);
	expect(after.agenda[0]?.speakers[0]).toBe(first);
});
