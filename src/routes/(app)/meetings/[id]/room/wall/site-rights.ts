// What the person at this page may do with a site now. Pure; the server decides the same again.
import type { Room } from '#lib/room/room.svelte.ts';
import type { WallEntry } from '#lib/room/wall/arrange-wall.ts';

type Given = Pick<Room, 'me' | 'meeting' | 'mayConduct' | 'mayTendLines' | 'floor' | 'offers'>;

export function siteRights(
	{ me, meeting, mayConduct, mayTendLines, floor, offers }: Given,
	{ site, health, microphone }: WallEntry
) {
	const open = meeting.state === 'open';
	const chaired = meeting.conduct === 'chaired';
	const component = site.kind === 'component';
	const speaking = floor.some(({ siteId }) => siteId === site.siteId);
	/** Whether it will speak. */
	const asked = offers.some(({ siteId }) => siteId === site.siteId);
	const here = site.connected && health !== 'removed';
	const inside = here && !site.inLobby;
	return {
		speaking,
		asked,
		call: mayConduct && open && chaired && component && inside && !speaking && !asked,
		unask: mayConduct && open && asked,
		withdraw: mayConduct && open && speaking,
		mute: mayConduct && open && component && microphone,
		/** What is written to a site that is not here yet waits for it. */
		message: component && site.siteId !== me.siteId,
		limit: mayTendLines && here && component,
		remove: component && here && site.siteId !== me.siteId,
		admit: health === 'removed',
		toLobby: open && component && inside && site.siteId !== me.siteId,
		fromLobby: open && site.inLobby
	};
}
