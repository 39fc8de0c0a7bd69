import type { Handlers } from '../context.ts';

export const roll: Handlers<'roll:take'> = {
	async 'roll:take'({ room, peer }) {
		const takeRoll = await room.rollCall();
		await room.lead(peer, (state) => takeRoll(state, 'asked', peer));
		return {};
	}
};
