import type { Handlers } from '../context.ts';

export const consumers: Handlers<'consumer:resume' | 'consumer:pause'> = {
	async 'consumer:resume'({ peer }, { consumerId }) {
		await peer.reception.want(consumerId, true);
		return {};
	},

	async 'consumer:pause'({ peer }, { consumerId }) {
		await peer.reception.want(consumerId, false);
		return {};
	}
};
