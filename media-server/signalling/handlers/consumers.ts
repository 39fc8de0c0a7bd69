import { orMediaFailed } from '../../rtc/refused.ts';
import type { Handlers } from '../context.ts';

export const consumers: Handlers<'consumer:resume' | 'consumer:pause'> = {
	async 'consumer:resume'({ peer }, { consumerId }) {
		await orMediaFailed(peer.requireConsumer(consumerId).resume());
		return {};
	},

	async 'consumer:pause'({ peer }, { consumerId }) {
		await orMediaFailed(peer.requireConsumer(consumerId).pause());
		return {};
	}
};
