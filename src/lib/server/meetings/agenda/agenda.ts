// The agenda: numbered items, each with who presents it and how long it may take.
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { lockForPlanning } from '../access.ts';
import type { Asker } from '../permissions.ts';
import type { AgendaItemInput } from '../schema.ts';
import { moved } from './order.ts';
import { deleteItem, insertItem, listItems, renumberItems, updateItem } from './queries.ts';

/** As many as a long day holds; a longer list is a mistake of a program. */
const mostItems = 60;

export async function addItem(
	sql: Sql,
	person: Asker,
	meetingId: string,
	item: AgendaItemInput
): Promise<string> {
	return transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'supplement');
		if ((await listItems(tx, meetingId)).length >= mostItems) throw new CodedError('too_large');
		return insertItem(tx, meetingId, item);
	});
}

export async function editItem(
	sql: Sql,
	person: Asker,
	meetingId: string,
	itemId: string,
	item: AgendaItemInput
): Promise<void> {
	await transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'supplement');
		if (!(await updateItem(tx, meetingId, itemId, item))) throw new CodedError('not_found');
	});
}

/** One place up or down; at the end of the list it stays where it is. */
export async function moveItem(
	sql: Sql,
	person: Asker,
	meetingId: string,
	itemId: string,
	direction: 'up' | 'down'
): Promise<void> {
	await transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'supplement');
		const ids = (await listItems(tx, meetingId)).map((item) => item.id);
		if (!ids.includes(itemId)) throw new CodedError('not_found');
		await renumberItems(tx, meetingId, moved(ids, itemId, direction));
	});
}

export async function removeItem(sql: Sql, person: Asker, meetingId: string, itemId: string): Promise<void> {
	await transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'supplement');
		if (!(await deleteItem(tx, meetingId, itemId))) throw new CodedError('not_found');
		const rest = await listItems(tx, meetingId);
		await renumberItems(
			tx,
			meetingId,
			rest.map((item) => item.id)
		);
	});
}
