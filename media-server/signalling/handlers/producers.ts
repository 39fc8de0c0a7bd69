import type { Source } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { orMediaFailed } from '../../rtc/refused.ts';
import type { Handlers } from '../context.ts';

const kinds: Record<Source, 'audio' | 'video'> = {
	microphone: 'audio',
	camera: 'video',
	screen: 'video',
	'screen-audio': 'audio'
};

/**
 * 253 pages that begin to watch ask for a key frame each. The sender is asked at most this often (milliseconds):
 * rarely enough for a weak PC, often enough that nobody looks at black for long.
 */
const keyFrameRequestDelay = 300;

export const producers: Handlers<
	'producer:create' | 'producer:pause' | 'producer:resume' | 'producer:close'
> = {
	async 'producer:create'({ room, peer }, { transportId, kind, source, rtpParameters, paused }) {
		if (kinds[source] !== kind) throw new CodedError('invalid_input');
		const transport = peer.requireTransport(transportId, 'send');
		const options = { kind, rtpParameters, paused, keyFrameRequestDelay };
		const producer = await room.stage.produce(peer, transport, source, options);
		return { producerId: producer.id };
	},

	async 'producer:pause'({ peer }, { producerId }) {
		await orMediaFailed(peer.requireProducer(producerId).pause());
		return {};
	},

	async 'producer:resume'({ peer }, { producerId }) {
		await orMediaFailed(peer.requireProducer(producerId).resume());
		return {};
	},

	'producer:close'({ peer }, { producerId }) {
		peer.requireProducer(producerId).close();
		return {};
	}
};
