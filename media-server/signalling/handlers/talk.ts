import type { Handlers } from '../context.ts';

export const talk: Handlers<'announcement:make' | 'message:send' | 'messages:read' | 'messages:switch'> = {
	async 'announcement:make'({ room, peer }, announcement) {
		await room.talk.announce(announcement, peer);
		return {};
	},

	async 'message:send'({ room, peer }, message) {
		await room.talk.send(message, peer);
		return {};
	},

	'messages:read'({ room, peer }, asked) {
		return room.talk.read(asked, peer);
	},

	async 'messages:switch'({ room, peer }, { open }) {
		await room.talk.switch(open, peer);
		return {};
	}
};
