import { orMediaFailed } from '../../rtc/refused.ts';
import type { Handlers } from '../context.ts';

export const transports: Handlers<
	'transport:create' | 'transport:connect' | 'transport:restart-ice' | 'stage:watch'
> = {
	async 'transport:create'({ peer }, { direction }) {
		const place = await orMediaFailed(peer.berth.place(direction));
		const transport = await peer.createTransport(direction, place);
		const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
		return { id, iceParameters, iceCandidates, dtlsParameters };
	},

	async 'transport:connect'({ peer }, { transportId, dtlsParameters }) {
		await orMediaFailed(peer.requireTransport(transportId).connect({ dtlsParameters }));
		return {};
	},

	async 'transport:restart-ice'({ peer }, { transportId }) {
		return { iceParameters: await orMediaFailed(peer.requireTransport(transportId).restartIce()) };
	},

	'stage:watch'({ room, peer }, { transportId, rtpCapabilities }) {
		room.stage.watch(peer, peer.requireTransport(transportId, 'receive'), rtpCapabilities);
		return {};
	}
};
