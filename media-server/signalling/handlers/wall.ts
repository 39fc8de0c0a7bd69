import * as decisions from '../../rooms/log/decisions.ts';
import type { Handlers } from '../context.ts';
import { requireSendable, requireSite } from './require-site.ts';

export const wall: Handlers<
	| 'wall:look'
	| 'wall:leave'
	| 'wall:inspect'
	| 'stills:seen'
	| 'still:send'
	| 'still:stop'
	| 'line:report'
	| 'load:read'
	| 'site:limit'
	| 'site:mute'
	| 'site:remove'
	| 'site:admit'
> = {
	'wall:look'({ room, peer }, { siteIds }) {
		room.wall.look(peer, siteIds);
		return {};
	},
	'wall:leave'({ room, peer }) {
		room.wall.leave(peer);
		return {};
	},
	'wall:inspect'({ room }, { siteId }) {
		requireSite(room, siteId);
		return { devices: room.wall.devices(siteId) };
	},
	'stills:seen'({ room, peer }) {
		room.wall.seen(peer);
		return {};
	},
	'still:send'({ room, peer }, { picture }) {
		room.wall.take(peer, picture);
		return {};
	},
	'still:stop'({ room, peer }, { why }) {
		room.wall.stop(peer, why);
		return {};
	},
	'line:report'({ room, peer }, report) {
		room.wall.note(peer, report);
		return {};
	},
	'load:read'({ room }) {
		return room.load();
	},
	async 'site:limit'({ room, peer }, { siteId, audioOnly }) {
		requireSite(room, siteId);
		await room.decide((state) => decisions.limitSite(state, siteId, audioOnly, peer.personId));
		return {};
	},
	async 'site:mute'({ room }, { siteId }) {
		requireSite(room, siteId);
		await room.limits.mute(siteId);
		return {};
	},
	async 'site:remove'({ room, peer }, { siteId }) {
		requireSendable(room, siteId);
		await room.decide((state) => decisions.removeSite(state, siteId, peer.personId));
		return {};
	},
	async 'site:admit'({ room, peer }, { siteId }) {
		requireSite(room, siteId);
		await room.decide((state) => decisions.admitSite(state, siteId, peer.personId));
		return {};
	}
};
