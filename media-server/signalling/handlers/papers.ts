import type { Handlers } from '../context.ts';

export const papers: Handlers<'paper:show' | 'paper:turn' | 'paper:hide' | 'papers:switch'> = {
	async 'paper:show'({ room, peer }, paper) {
		await room.presenting.show(paper, peer);
		return {};
	},

	'paper:turn'({ room, peer }, { page }) {
		room.presenting.turn(page, peer);
		return {};
	},

	async 'paper:hide'({ room, peer }) {
		await room.presenting.hide(peer);
		return {};
	},

	async 'papers:switch'({ room, peer }, { open }) {
		await room.presenting.switch(open, peer);
		return {};
	}
};
