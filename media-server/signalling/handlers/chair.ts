import { allowActing, candidatesOf, handChair } from '../../rooms/chair/chair.ts';
import type { Decide } from '../../rooms/log/journal.ts';
import type { Handlers } from '../context.ts';

export const chair: Handlers<'chair:candidates' | 'chair:hand' | 'acting:allow'> = {
	'chair:candidates'({ room }) {
		return { people: candidatesOf(room.plan, room.handing.people) };
	},

	async 'chair:hand'({ room, peer }, { personId }) {
		const decide: Decide = (state) => handChair(state, room.handing, personId, peer);
		await room.decide(room.presenting.andHide(decide, peer));
		return {};
	},

	async 'acting:allow'({ room, peer }, { roles }) {
		const decide: Decide = (state) => allowActing(state, room.plan, roles, peer);
		await room.decide(room.presenting.andHide(decide, peer));
		return {};
	}
};
