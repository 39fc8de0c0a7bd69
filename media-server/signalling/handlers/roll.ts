import type { Handlers } from '../context.ts';

export const roll: Handlers<'roll:take'> = {
	async 'roll:take'({ room, peer }) {
		const takeRoll = await room.rollCall();
		await room.decide((state) => takeRoll(state, 'asked', peer));
		return {};
	}
};
