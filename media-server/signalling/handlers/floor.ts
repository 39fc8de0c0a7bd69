import * as decisions from '../../rooms/log/decisions.ts';
import type { Handlers } from '../context.ts';
import { requireSite } from './require-site.ts';

export const floor: Handlers<
	| 'hand:raise'
	| 'hand:lower'
	| 'hand:dismiss'
	| 'floor:grant'
	| 'floor:withdraw'
	| 'floor:return'
	| 'floor:limit'
	| 'floor:time'
	| 'offer:accept'
	| 'offer:decline'
	| 'site:consent'
> = {
	async 'hand:raise'({ room, peer }) {
		await room.decide((state) => decisions.raiseHand(state, peer));
		return {};
	},

	async 'hand:lower'({ room, peer }) {
		await room.decide((state) => decisions.lowerHand(state, peer.siteId, peer.personId, 'site'));
		return {};
	},

	async 'hand:dismiss'({ room, peer }, { siteId }) {
		requireSite(room, siteId);
		await room.decide((state) => decisions.lowerHand(state, siteId, peer.personId, 'chair'));
		return {};
	},

	async 'floor:grant'({ room, peer }, { siteId }) {
		await room.turns.call(siteId, peer);
		return {};
	},

	async 'floor:withdraw'({ room, peer }, { siteId }) {
		requireSite(room, siteId);
		await room.decide((state) => decisions.withdrawFloor(state, siteId, peer.personId));
		return {};
	},

	async 'floor:limit'({ room, peer }, { limit }) {
		await room.decide((state) => decisions.limitFloor(state, limit, peer.personId));
		return {};
	},

	async 'floor:time'({ room, peer }, { minutes }) {
		await room.decide((state) => decisions.timeFloor(state, minutes, peer.personId));
		return {};
	},

	async 'offer:accept'({ room, peer }) {
		await room.turns.accept(peer);
		return {};
	},

	async 'offer:decline'({ room, peer }) {
		await room.turns.decline(peer);
		return {};
	},

	'site:consent'({ room, peer }, { consent }) {
		room.turns.consent(peer, consent);
		return {};
	},

	async 'floor:return'({ room, peer }) {
		await room.decide((state) => decisions.returnFloor(state, peer));
		return {};
	}
};
