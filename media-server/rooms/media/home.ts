// The worker to which everyone in a room sends, and where it is heard who speaks.
import type { types } from 'mediasoup';
import type { Place, Workers } from '../../rtc/workers.ts';
import type { Ground } from './branch.ts';

const speakerInterval = 400;
/** dBov; quieter than this is breath and paper. */
const speakerThreshold = -55;

export interface Home extends Ground {
	readonly here: Place;
	readonly levels: types.AudioLevelObserver;
}

export async function findHome(workers: Workers): Promise<Omit<Home, 'share'>> {
	const { worker, ...here } = await workers.place();
	const levels = await here.router.createAudioLevelObserver({
		maxEntries: 4,
		interval: speakerInterval,
		threshold: speakerThreshold
	});
	return { worker, here, levels, place: async () => here, reach: async () => here.router };
}
