import { expect, test } from 'vitest';
import type { Role } from '#lib/protocol/values.ts';
import { mayConduct, mayTendLines } from '#lib/room/conduct/rights.ts';
import { sampleSite, sampleSnapshot } from '#lib/room/sample.test-data.ts';
import type { WallEntry } from '#lib/room/wall/arrange-wall.ts';
import { siteRights } from './site-rights.ts';

const officer = (role: Role) => {
	const { meeting, floor, offers } = sampleSnapshot;
	const me = { ...sampleSnapshot.me, role, siteId: 'main' };
	return {
		me,
		meeting,
		floor,
		offers,
		mayConduct: mayConduct({ me, meeting }),
		mayTendLines: mayTendLines({ me })
	};
};
const entry = (change: Partial<WallEntry> = {}): WallEntry => ({
	site: sampleSite(1, { connected: true, since: 1 }),
	health: 'good',
	hand: false,
	microphone: true,
	...change
});

test('each officer may write to a site, move it to the lobby and send it out', () => {
	for (const role of ['chair', 'secretary', 'operator'] as const) {
		expect(siteRights(officer(role), entry())).toMatchObject({ message: true, toLobby: true, remove: true });
	}
});

test('who leads calls and mutes, who tends the lines limits them', () => {
	expect(siteRights(officer('chair'), entry())).toMatchObject({ call: true, mute: true, limit: true });
	expect(siteRights(officer('secretary'), entry())).toMatchObject({ call: true, mute: true, limit: false });
	expect(siteRights(officer('operator'), entry())).toMatchObject({ call: false, mute: false, limit: true });
});

test('a site that is not here can be written to and nothing else', () => {
	const away = entry({ site: sampleSite(1), health: 'absent', microphone: false });
	const rights = siteRights(officer('chair'), away);
	expect(Object.entries(rights).filter(([, may]) => may)).toEqual([['message', true]]);
});

test('nobody writes to the main site, where all officers sit', () => {
	const main = entry({ site: sampleSite(0, { siteId: 'main', kind: 'main', connected: true }) });
	expect(siteRights(officer('operator'), main).message).toBe(false);
});
