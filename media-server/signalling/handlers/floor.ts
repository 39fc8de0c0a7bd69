import * as decisions from '../../rooms/log/decisions.ts';
import type { Handlers } from '../context.ts';
import { requireSite } from './require-site.ts';

export const floor: Handlers<
	'hand:raise' | 'hand:lower' | 'hand:dismiss' | 'floor:grant' | 'floor:withdraw' | 'floor:return'
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
		requireSite(room, siteId);
		await room.decide((state) => decisions.grantFloor(state, siteId, peer.personId));
		return {};
	},

	async 'floor:withdraw'({ room, peer }, { siteId }) {
		requireSite(room, siteId);
		await room.decide((state) => decisions.withdrawFloor(state, siteId, peer.personId));
		return {};
	},

	async 'floor:return'({ room, peer }) {
		await room.decide((state) => decisions.returnFloor(state, peer));
		return {};
	}
};
