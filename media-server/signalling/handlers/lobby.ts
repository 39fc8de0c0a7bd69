import * as decisions from '../../rooms/log/decisions.ts';
import type { Handlers } from '../context.ts';
import { requireSendable, requireSite } from './require-site.ts';

export const lobby: Handlers<'lobby:send' | 'lobby:admit'> = {
	async 'lobby:send'({ room, peer }, { siteId }) {
		requireSendable(room, siteId);
		await room.decide((state) => decisions.sendToLobby(state, siteId, peer.personId));
		return {};
	},

	async 'lobby:admit'({ room, peer }, { siteId }) {
		if (siteId !== null) requireSite(room, siteId);
		await room.decide((state) => decisions.admitFromLobby(state, siteId, peer.personId));
		return {};
	}
};
