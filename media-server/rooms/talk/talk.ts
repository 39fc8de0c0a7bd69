// Who writes to whom in a room: announcements to all, and one conversation of each site with the desk.
import type { Thread } from '#lib/protocol/talk.ts';
import { isDesk } from '#lib/protocol/talk.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { readMessages, sendMessage, type NewMessage } from '#lib/server/talk/talk.ts';
import type { Journal } from '../log/journal.ts';
import type { Peer } from '../peer.ts';
import { makeAnnouncement, switchMessages, type NewAnnouncement } from './announcements.ts';
import { Paces } from './paces.ts';
import { readRefusal, sendRefusal } from './talk-rules.ts';

type Given = {
	sql: Sql;
	meetingId: string;
	journal: Pick<Journal, 'state' | 'decide'>;
	hasSite: (siteId: string) => boolean;
	peers: () => Iterable<Peer>;
};

export class Talk {
	readonly #given: Given;
	readonly #paces = new Paces();
	/** As far as conversations were begun. A join asks the database for nothing. */
	readonly #threads = new Map<string, Thread>();

	constructor(given: Given) {
		this.#given = given;
	}

	/** What was written before this media server took the room up. */
	load(threads: readonly Thread[]): void {
		for (const thread of threads) this.#threads.set(thread.siteId, thread);
	}

	threadsFor({ role, siteId }: Pick<Peer, 'role' | 'siteId'>): Thread[] {
		if (isDesk(role)) return [...this.#threads.values()];
		const own = this.#threads.get(siteId);
		return own === undefined || readRefusal({ role, siteId }, siteId) !== undefined ? [] : [own];
	}

	async announce(announcement: NewAnnouncement, by: Peer): Promise<void> {
		this.#paces.require('announcement', by.siteId);
		await this.#given.journal.decide((state) => makeAnnouncement(state, announcement, by));
	}

	async switch(open: boolean, by: Peer): Promise<void> {
		await this.#given.journal.decide((state) => switchMessages(state, open, by));
	}

	async send(message: NewMessage, by: Peer): Promise<void> {
		const { sql, meetingId, journal } = this.#given;
		this.#requireSite(message.siteId);
		require(sendRefusal(journal.state, by, message.siteId));
		if (isDesk(by.role)) this.#paces.require('desk', by.personId);
		else this.#paces.require('site', by.siteId);
		const thread = await orUnavailable(sendMessage(sql, meetingId, message, by));
		// Of two that were written at once the later answer may know less.
		const known = this.#threads.get(thread.siteId);
		if (known && count(known) > count(thread)) return;
		// The one that was written in last comes last.
		this.#threads.delete(thread.siteId);
		this.#threads.set(thread.siteId, thread);
		this.#tell(thread);
	}

	async read(asked: { siteId: string; before?: number | undefined }, by: Peer) {
		const { sql, meetingId } = this.#given;
		this.#requireSite(asked.siteId);
		require(readRefusal(by, asked.siteId));
		return orUnavailable(readMessages(sql, meetingId, asked));
	}

	/** The site's own devices and the desk, whoever else is here. */
	#tell(thread: Thread): void {
		for (const peer of this.#given.peers()) {
			if (readRefusal(peer, thread.siteId) === undefined) peer.line?.tell('thread:changed', { thread });
		}
	}

	#requireSite(siteId: string): void {
		if (!this.#given.hasSite(siteId)) throw new CodedError('not_found');
	}
}

function count({ fromSite, fromDesk }: Thread): number {
	return fromSite + fromDesk;
}

function require(code: ReturnType<typeof readRefusal>): void {
	if (code !== undefined) throw new CodedError(code);
}

async function orUnavailable<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw error instanceof CodedError ? error : new CodedError('unavailable', { cause: error });
	}
}
