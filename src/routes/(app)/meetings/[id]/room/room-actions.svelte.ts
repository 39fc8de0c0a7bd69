// Everything that can be done in the room, each thing once: the bar, the hot keys and the lists call these.
import type { CommandMessage, CommandName } from '#lib/protocol/commands.ts';
import type { ActingRole, Role } from '#lib/protocol/values.ts';
import type { Choice } from '#lib/protocol/votes.ts';
import { acknowledge, isAcknowledged } from '#lib/room/acknowledged.ts';
import { InTurn } from '#lib/room/in-turn.ts';
import type { Room } from '#lib/room/room.svelte.ts';
import type { Seat } from '#lib/room/seat.svelte.ts';

export type PanelTab = 'agenda' | 'roll' | 'queue' | 'votes' | 'talk';
export type RoomDialog =
	'papers' | 'check' | 'end' | 'keys' | 'sheet' | 'vote' | 'vote-cancel' | 'remove' | 'hand-over';

/** Where the lists are: beside the stage, on a phone beneath it, and on a low one over it. */
export type PanelPlace = 'beside' | 'beneath' | 'sheet';

export class RoomActions {
	dialog = $state<RoomDialog | null>(null);
	panelOpen = $state(true);
	tab = $state<PanelTab>('agenda');
	/** All sites in the place of the stage. */
	wall = $state(false);
	/** The site that is to be sent out, when that is confirmed. */
	removing = $state<string | null>(null);
	/** The command that is on its way. */
	busy = $state<CommandName | null>(null);
	/** The notice of the recording, in this seat. */
	recordingRead = $state(false);

	readonly leave: () => void;
	#seat: Seat;
	#room: Room;
	#role: Role;
	readonly #turns = new InTurn();
	#panelPlace: () => PanelPlace;

	constructor(seat: Seat, room: Room, leave: () => void, panelPlace: () => PanelPlace) {
		this.#seat = seat;
		this.#room = room;
		this.#role = room.me.role;
		this.leave = leave;
		this.#panelPlace = panelPlace;
		this.recordingRead = isAcknowledged(sessionStorage, room.me.connectionId);
		if (room.me.role === 'operator') this.tab = 'roll';
		// The operator's page is the wall.
		this.wall = room.me.role === 'operator';
		if (room.mayConduct) this.tab = room.meeting.state === 'open' ? this.#conductingTab : 'roll';
	}

	/** After a hand-over: what is no longer this person's to see is closed, who chairs from now on sees the queue. */
	begin = (role: Role) => {
		const before = this.#role;
		this.#role = role;
		if (role === before) return;
		if (!this.#room.isOfficer) this.wall = false;
		if (this.tab === 'queue' && !this.#room.seesQueue) this.tab = 'agenda';
		if (role === 'chair' && this.#room.meeting.state === 'open') this.showTab(this.#conductingTab);
	};

	/** What who conducts an open meeting needs first. */
	get #conductingTab(): PanelTab {
		return this.#room.seesQueue ? 'queue' : 'agenda';
	}

	/** Nothing can be asked while the line is broken. */
	get online(): boolean {
		return this.#seat.state.name === 'joined';
	}

	/** The list that stands beside the stage or beneath it. */
	get tabInSight(): PanelTab | null {
		if (this.wall) return null;
		const panelPlace = this.#panelPlace();
		return panelPlace === 'beneath' || (panelPlace === 'beside' && this.panelOpen) ? this.tab : null;
	}

	get mayShare(): boolean {
		return this.#room.right !== null && 'getDisplayMedia' in (navigator.mediaDevices ?? {});
	}

	toggleMicrophone = () => {
		if (this.#room.me.role !== 'observer') this.#seat.floor.toggle('microphone');
	};

	toggleCamera = () => {
		if (this.#room.me.role !== 'observer') this.#seat.floor.toggle('camera');
	};

	toggleScreen = () => {
		if (this.mayShare) void this.#seat.floor.toggleScreen();
	};

	/** Asks for the floor, or takes the request back; who is being asked to speak accepts. */
	toggleHand = () => {
		if (this.#room.offer) return this.acceptOffer();
		if (!this.#room.mayRaiseHand) return;
		void this.#ask(this.#room.position === null ? 'hand:raise' : 'hand:lower', {});
	};

	/** Ends the floor: the own one, or for who conducts the one that was given. */
	endFloor = () => {
		const { ownTurn, mayConduct, floor } = this.#room;
		const held = floor.at(-1);
		if (ownTurn) this.returnFloor();
		else if (mayConduct && held) this.withdraw(held.siteId);
	};

	returnFloor = () => void this.#ask('floor:return', {});

	callNext = () => {
		const { mayConduct, nextSpeaker } = this.#room;
		if (mayConduct && nextSpeaker !== undefined) this.grant(nextSpeaker);
	};

	grant = (siteId: string) => void this.#ask('floor:grant', { siteId });
	withdraw = (siteId: string) => void this.#ask('floor:withdraw', { siteId });
	mute = (siteId: string) => void this.#ask('site:mute', { siteId });
	admit = (siteId: string) => void this.#ask('site:admit', { siteId });
	sendToLobby = (siteId: string) => void this.#ask('lobby:send', { siteId });
	/** Null: all who wait there. */
	admitFromLobby = (siteId: string | null) => void this.#ask('lobby:admit', { siteId });
	limit = (siteId: string, audioOnly: boolean) => void this.#ask('site:limit', { siteId, audioOnly });
	dismiss = (siteId: string) => void this.#ask('hand:dismiss', { siteId });
	acceptOffer = () => void this.#ask('offer:accept', {});
	declineOffer = () => void this.#ask('offer:decline', {});
	limitFloor = (limit: number) => this.#ask('floor:limit', { limit });
	timeFloor = (minutes: number | null) => this.#ask('floor:time', { minutes });
	beginItem = (itemId: string) => void this.#ask('agenda:begin', { itemId });

	askRemove = (siteId: string) => {
		this.removing = siteId;
		this.show('remove');
	};

	remove = () => {
		this.hide('remove');
		if (this.removing !== null) void this.#ask('site:remove', { siteId: this.removing });
	};

	/** To all, in place of the pictures. */
	showPaper = async (paperId: string, page = 1) => {
		if (!(await this.#ask('paper:show', { paperId, page }))) return;
		this.hide('papers');
		this.hide('sheet');
		this.wall = false;
	};

	hidePaper = () => void this.#ask('paper:hide', {});
	switchPapers = (open: boolean) => this.#ask('papers:switch', { open });

	toggleWall = () => {
		if (this.#room.isOfficer) this.wall = !this.wall;
	};

	beginNextItem = () => {
		const { nextItem, mayConduct, meeting } = this.#room;
		if (mayConduct && meeting.state === 'open' && nextItem) this.beginItem(nextItem.itemId);
	};

	openMeeting = async () => {
		if (await this.#ask('meeting:open', {})) this.showTab(this.#conductingTab);
	};

	takeChair = (): Promise<boolean> => this.handChair(this.#room.me.personId);
	handChair = (personId: string): Promise<boolean> => this.#ask('chair:hand', { personId });
	allowActing = (roles: ActingRole[]): Promise<boolean> => this.#ask('acting:allow', { roles });

	/** True when it stands in the log. */
	takeRoll = (): Promise<boolean> => this.#ask('roll:take', {});

	readRecordingNotice = () => {
		this.recordingRead = true;
		acknowledge(sessionStorage, this.#room.me.connectionId);
	};

	/** The form, or the vote that is open already. */
	vote = () => {
		if (!this.#room.mayConduct || this.#room.meeting.state !== 'open') return;
		if (this.#room.runningVote) this.showTab('votes');
		else this.show('vote');
	};

	openVote = async (vote: CommandMessage<'vote:open'>) => {
		if (!(await this.#ask('vote:open', vote))) return;
		this.hide('vote');
		this.showTab('votes');
	};

	closeVote = () => {
		const { runningVote } = this.#room;
		if (runningVote) void this.#ask('vote:close', { voteId: runningVote.voteId });
	};

	cancelVote = () => {
		const { runningVote } = this.#room;
		this.hide('vote-cancel');
		if (runningVote) void this.#ask('vote:cancel', { voteId: runningVote.voteId });
	};

	castVote = (choice: Choice, text = '') => {
		const { ballot } = this.#room;
		if (ballot) this.#seat.voting.cast(ballot.voteId, choice, text);
	};

	endMeeting = () => {
		this.closeDialog();
		void this.#ask('meeting:end', {});
	};

	show = (dialog: RoomDialog) => {
		this.dialog = dialog;
	};

	hide = (dialog: RoomDialog) => {
		if (this.dialog === dialog) this.dialog = null;
	};

	closeDialog = () => {
		this.dialog = null;
	};

	showTab = (tab: PanelTab) => {
		if (tab === 'queue' && !this.#room.seesQueue) return;
		this.tab = tab;
		this.wall = false;
		this.panelOpen = true;
		// Elsewhere the list is in sight, and the sheet would stand over it.
		if (this.#panelPlace() !== 'sheet') this.hide('sheet');
	};

	/** Brings a list before the eyes, wherever lists are here. */
	showList = (tab: PanelTab) => {
		this.showTab(tab);
		if (this.#panelPlace() === 'sheet') this.show('sheet');
	};

	showTalk = () => this.showList('talk');

	togglePanel = () => {
		this.panelOpen = this.wall || !this.panelOpen;
		this.wall = false;
	};

	async #ask<N extends CommandName>(name: N, message: CommandMessage<N>): Promise<boolean> {
		if (!this.online) return false;
		// The same for another site is no second press.
		return this.#turns.run(JSON.stringify([name, message]), async () => {
			this.busy = name;
			return this.#seat.ask(name, message).finally(() => (this.busy = null));
		});
	}
}
