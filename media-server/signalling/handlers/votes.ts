import type { Handlers } from '../context.ts';

export const votes: Handlers<'vote:open' | 'vote:cast' | 'vote:close' | 'vote:cancel'> = {
	async 'vote:open'({ room, peer }, { siteIds, ...vote }) {
		await room.votes.open(vote, siteIds, peer);
		return {};
	},

	async 'vote:cast'({ room, peer }, ballot) {
		await room.votes.cast(ballot, peer);
		return {};
	},

	async 'vote:close'({ room, peer }, { voteId }) {
		await room.votes.close(voteId, peer);
		return {};
	},

	async 'vote:cancel'({ room, peer }, { voteId }) {
		await room.votes.cancel(voteId, peer);
		return {};
	}
};
