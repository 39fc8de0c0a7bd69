// What is written in the room, as this page's person reads it: announcements, conversations, what is unread.
import { SvelteMap } from 'svelte/reactivity';
import { isDesk, type Announcement, type Thread } from '#lib/protocol/talk.ts';
import type { CommandMessage, CommandName } from '#lib/protocol/commands.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { Request } from '../connection/connection.ts';
import type { Room } from '../room.svelte.ts';
import { Conversation } from './conversation.svelte.ts';
import { loadMarks, saveMarks, type ReadMarks } from './read-marks.ts';

type Ask = <N extends CommandName>(name: N, message: CommandMessage<N>) => Promise<boolean>;
type Given = {
	room: Room;
	request: Request;
	/** As `request`, but what is refused is shown to the person. */
	ask: Ask;
	store: Pick<Storage, 'getItem' | 'setItem'>;
};

/** `tried` was sent and not said to have arrived: sent again it must be the same message. */
type Draft = { text: string; tried?: { id: string; text: string } };

export class TalkBook {
	/** What the desk has open: one site's conversation, what was said to all, or the list of both. */
	chosen = $state.raw<Conversation | 'all' | null>(null);
	/** What is written and not taken yet, by the site it is for; `all` for what is to be said to all. */
	readonly drafts = new SvelteMap<string, Draft>();
	readonly #given: Given;
	#role: Role | undefined;
	/** What this page said to all: who says it need not be told. */
	#own = $state.raw<string[]>([]);
	#marks = $state.raw<ReadMarks>({ of: '', announced: 0, threads: {} });

	isDesk = $derived.by(() => isDesk(this.#given.room.me.role));
	mayAnnounce = $derived.by(() => this.#given.room.mayConduct);
	/** The one with news first. */
	threads = $derived.by(() => this.#given.room.threads.toReversed());
	unread = $derived(this.threads.reduce((sum, thread) => sum + this.unreadOf(thread), 0));
	/** The last one that this person has not said to have read. */
	news = $derived.by(() => this.#given.room.announcements.findLast((made) => this.#isNews(made)));

	constructor(given: Given) {
		const { meeting, me } = given.room;
		this.#given = given;
		this.#marks = loadMarks(given.store, `${meeting.meetingId} ${me.personId}`);
		this.begin(me.role);
	}

	/** Officers may change while people wait: what was open in the old office is not for the new one. */
	begin(role: Role): void {
		if (role === this.#role) return;
		this.#role = role;
		const { room, request } = this.#given;
		this.chosen = role === 'delegate' ? new Conversation(room.me.siteId, request) : null;
	}

	get #others(): 'fromSite' | 'fromDesk' {
		return this.isDesk ? 'fromSite' : 'fromDesk';
	}

	/** Of the other side. */
	unreadOf(thread: Thread): number {
		return Math.max(0, thread[this.#others] - (this.#marks.threads[thread.siteId]?.[this.#others] ?? 0));
	}

	threadOf(siteId: string): Thread | undefined {
		return this.#given.room.threads.find((thread) => thread.siteId === siteId);
	}

	open(siteId: string): void {
		this.chosen = new Conversation(siteId, this.#given.request);
	}

	markRead(siteId: string): void {
		const thread = this.threadOf(siteId);
		if (!thread || this.unreadOf(thread) === 0) return;
		const before = this.#marks.threads[siteId] ?? { fromSite: 0, fromDesk: 0 };
		const read = { ...before, [this.#others]: thread[this.#others] };
		this.#keep({ ...this.#marks, threads: { ...this.#marks.threads, [siteId]: read } });
	}

	markNewsRead(): void {
		if (this.news) this.#markAnnounced(this.news.at);
	}

	write(to: string, text: string): void {
		this.drafts.set(to, { ...this.drafts.get(to), text });
	}

	/** What is not taken stays. */
	async submit(to: string): Promise<void> {
		const { text, tried: before } = this.drafts.get(to) ?? { text: '' };
		// Other words are another message: the first ones may have arrived although nobody said so.
		const tried = before?.text === text ? before : { id: crypto.randomUUID(), text };
		this.drafts.set(to, { text, tried });
		const taken = await (to === 'all' ? this.#announce(tried.id, text) : this.#send(to, tried.id, text));
		const now = this.drafts.get(to);
		if (!taken || now?.tried?.id !== tried.id) return;
		if (now.text === text) this.drafts.delete(to);
		else this.drafts.set(to, { text: now.text });
	}

	async #announce(announcementId: string, text: string): Promise<boolean> {
		this.#own = [...this.#own, announcementId];
		const taken = await this.#given.ask('announcement:make', { announcementId, text });
		const made = this.#given.room.announcements.find((one) => one.announcementId === announcementId);
		if (taken && made) this.#markAnnounced(made.at);
		return taken;
	}

	#send(siteId: string, messageId: string, text: string): Promise<boolean> {
		return this.#given.ask('message:send', { messageId, siteId, text });
	}

	switch = (open: boolean): Promise<boolean> => this.#given.ask('messages:switch', { open });

	#isNews({ announcementId, at }: Announcement): boolean {
		return at > this.#marks.announced && !this.#own.includes(announcementId);
	}

	#markAnnounced(at: number): void {
		this.#keep({ ...this.#marks, announced: Math.max(at, this.#marks.announced) });
	}

	#keep(marks: ReadMarks): void {
		this.#marks = marks;
		saveMarks(this.#given.store, marks);
	}
}
