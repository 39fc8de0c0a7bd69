import type { Source } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { keyFrameInterval } from '../../rooms/media/gate.ts';
import { afterOpening, beforeOpening } from '../../rooms/wall/limits.ts';
import { orMediaFailed } from '../../rtc/refused.ts';
import type { Handlers } from '../context.ts';

const kinds: Record<Source, 'audio' | 'video'> = {
	microphone: 'audio',
	camera: 'video',
	screen: 'video',
	'screen-audio': 'audio'
};

export const producers: Handlers<
	'producer:create' | 'producer:pause' | 'producer:resume' | 'producer:close'
> = {
	async 'producer:create'({ room, peer }, { transportId, kind, source, rtpParameters, paused }) {
		if (kinds[source] !== kind) throw new CodedError('invalid_input');
		const transport = peer.requireTransport(transportId, 'send');
		beforeOpening(peer, source, { paused });
		const options = { kind, rtpParameters, paused, keyFrameRequestDelay: keyFrameInterval };
		const producer = await room.stage.produce(peer, transport, source, options);
		await afterOpening(peer, { source, producer });
		return { producerId: producer.id };
	},

	async 'producer:pause'({ peer }, { producerId }) {
		await orMediaFailed(peer.requireProducer(producerId).pause());
		return {};
	},

	async 'producer:resume'({ peer }, { producerId }) {
		const { producer, source } = peer.requireProduction(producerId);
		beforeOpening(peer, source);
		await orMediaFailed(producer.resume());
		await afterOpening(peer, { source, producer });
		return {};
	},

	'producer:close'({ peer }, { producerId }) {
		peer.requireProducer(producerId).close();
		return {};
	}
};
