// A meeting under way: the chair and one site watch, another site waits to speak.
import type { Conduct } from '../../../src/lib/protocol/values.ts';
import type { TestDatabase } from '../database.ts';
import { conveneMeeting, type ConvenedMeeting } from './meeting.ts';
import type { Seat } from './seat.ts';
import type { TestServer } from './server.ts';

export interface OpenMeeting {
	meeting: ConvenedMeeting;
	chair: Seat;
	speaker: Seat;
	listener: Seat;
	/** The speaker's. */
	siteId: string;
}

export async function openMeeting(
	database: TestDatabase,
	server: TestServer,
	options: { conduct?: Conduct; open?: boolean } = {}
): Promise<OpenMeeting> {
	const meeting = await conveneMeeting(database.sql, options);
	const [first, second = first] = meeting.delegates;
	const chair = await server.join(meeting, meeting.chair);
	const speaker = await server.join(meeting, first);
	const listener = await server.join(meeting, second);
	await Promise.all([chair.watch(), listener.watch()]);
	if (options.open ?? true) await chair.ask('meeting:open', {});
	return { meeting, chair, speaker, listener, siteId: first.siteId };
}
