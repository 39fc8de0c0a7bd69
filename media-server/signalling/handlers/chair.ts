import { allowActing, candidatesOf, handChair } from '../../rooms/chair/chair.ts';
import type { Handlers } from '../context.ts';

export const chair: Handlers<'chair:candidates' | 'chair:hand' | 'acting:allow'> = {
	'chair:candidates'({ room }) {
		return { people: candidatesOf(room.plan, room.vitals.peers) };
	},

	async 'chair:hand'({ room, peer }, { personId }) {
		await room.decide((state) => handChair(state, room.plan, room.vitals.peers, personId, peer));
		return {};
	},

	async 'acting:allow'({ room, peer }, { roles }) {
		await room.decide((state) => allowActing(state, room.plan, roles, peer));
		return {};
	}
};
