// Who speaks on an agenda item: sites that are invited, in an order, each for some minutes.
import { transaction, type Sql, type Transaction } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { lockForPlanning } from '../access.ts';
import type { Asker } from '../permissions.ts';
import type { NewSpeaker, SpeakerOrder, SpeakerStep } from '../schema.ts';
import { moved } from './order.ts';
import { insertSpeaker, listItems, replaceSpeakers, type AgendaItem } from './queries.ts';

/** Even a minute each would fill an afternoon. */
const mostSpeakers = 100;

type Listed = SpeakerOrder['speakers'];

/** At the end of the list; who is on it already stays where it is. */
export async function addSpeaker(
	sql: Sql,
	person: Asker,
	meetingId: string,
	{ itemId, ...speaker }: NewSpeaker
): Promise<void> {
	await transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'supplement');
		const { speakers } = await requireItem(tx, meetingId, itemId);
		if (speakers.some(({ unitId }) => unitId === speaker.unitId)) return;
		if (speakers.length >= mostSpeakers) throw new CodedError('too_large');
		if (!(await insertSpeaker(tx, { meetingId, itemId }, speaker))) throw new CodedError('not_invited');
	});
}

/** The list as a page shows it, and what is to be done with one of it. Whose site is gone meanwhile drops out. */
export async function arrangeSpeakers(
	sql: Sql,
	person: Asker,
	meetingId: string,
	{ itemId, speakers, step }: SpeakerOrder
): Promise<void> {
	await transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'supplement');
		await requireItem(tx, meetingId, itemId);
		if (speakers.length > mostSpeakers) throw new CodedError('too_large');
		await replaceSpeakers(tx, { meetingId, itemId }, step ? taken(speakers, step) : speakers);
	});
}

function taken(speakers: Listed, { how, unitId }: SpeakerStep): Listed {
	if (how === 'remove') return speakers.filter((speaker) => speaker.unitId !== unitId);
	const chosen = speakers.find((speaker) => speaker.unitId === unitId);
	return moved(speakers, chosen, how);
}

async function requireItem(tx: Transaction, meetingId: string, itemId: string): Promise<AgendaItem> {
	const item = (await listItems(tx, meetingId)).find(({ id }) => id === itemId);
	if (item === undefined) throw new CodedError('not_found');
	return item;
}
