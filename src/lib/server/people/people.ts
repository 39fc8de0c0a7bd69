// People of the units: who they are, what they may do, and the accounts that administrators give them.
import { record } from '#lib/server/audit/audit.ts';
import { endSessionsOf, issuePassword, type SignedInPerson } from '#lib/server/auth/auth.ts';
import { type Sql, type Transaction, transaction } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { findUnitOn } from '#lib/server/units/units.ts';
import { mayChange, mayDisable, mayManagePeople, maySeePeopleOf } from './permissions.ts';
import * as queries from './queries.ts';
import type { Colleague, Person } from './queries.ts';
import type { NewPerson, PersonChange } from './schema.ts';

export { appointAdministrator } from './appointing.ts';
export { mayManagePeople, maySeePeopleOf } from './permissions.ts';
export type { Colleague, Person } from './queries.ts';
export {
	listQuery,
	newPerson,
	newSignInName,
	personChange,
	type NewPerson,
	type PersonChange
} from './schema.ts';

type Asker = Pick<SignedInPerson, 'id' | 'unitId' | 'duties'>;

export const pageSize = 50;

export async function listPeople(
	sql: Sql,
	asker: Asker,
	wish: { query: string; unitId: string | null; page: number; day: string }
): Promise<{ people: Person[]; total: number }> {
	if (!mayManagePeople(asker)) throw new CodedError('not_allowed');
	const words = wish.query
		.split(/[\s\p{Cc}]+/u)
		.filter(Boolean)
		.slice(0, 10);
	const { unitId, day } = wish;
	const offset = (wish.page - 1) * pageSize;
	const rows = await queries.selectPeople(sql, { words, unitId, day, limit: pageSize, offset });
	return { people: rows.map(({ total: _, ...person }) => person), total: rows[0]?.total ?? 0 };
}

export async function getPerson(sql: Sql, asker: Asker, personId: string, day: string): Promise<Person> {
	if (!mayManagePeople(asker)) throw new CodedError('not_allowed');
	return found(await queries.findPerson(sql, personId, day));
}

/** Names, positions and duties; empty when the unit has nobody. */
export async function colleaguesOf(sql: Sql, asker: Asker, unitId: string): Promise<Colleague[]> {
	if (!maySeePeopleOf(asker, unitId)) throw new CodedError('not_allowed');
	return queries.selectColleagues(sql, unitId);
}

/** Answers the password, which is shown once and kept nowhere. */
export async function createPerson(
	sql: Sql,
	asker: Asker,
	input: NewPerson,
	day: string
): Promise<{ personId: string; password: string }> {
	if (!mayManagePeople(asker)) throw new CodedError('not_allowed');
	return transaction(sql, async (tx) => {
		await requireStillAdministrator(tx, asker);
		await requireUnit(tx, input.unitId, day);
		const personId = await queries.insertPerson(tx, input);
		if (personId === undefined)
			throw new CodedError('conflict', { data: { field: 'signInName', problem: 'taken' } });
		await queries.replaceDuties(tx, personId, input.duties);
		const password = await issuePassword(tx, personId);
		const detail = { signInName: input.signInName, duties: input.duties };
		await note(tx, asker, 'person_created', personId, detail);
		return { personId, password };
	});
}

/** Rights changed: the person's sessions end, and with them what the old rights opened. */
export async function changePerson(
	sql: Sql,
	asker: Asker,
	personId: string,
	input: PersonChange,
	day: string
): Promise<void> {
	if (!mayChange(asker, { id: personId, duties: input.duties })) throw new CodedError('not_allowed');
	await transaction(sql, async (tx) => {
		await requireStillAdministrator(tx, asker);
		const before = found(await queries.findPerson(tx, personId, day));
		if (input.unitId !== before.unitId) await requireUnit(tx, input.unitId, day);
		await queries.updatePerson(tx, personId, input);
		await queries.replaceDuties(tx, personId, input.duties);
		const sameRights =
			input.unitId === before.unitId && String(input.duties.toSorted()) === String(before.duties.toSorted());
		if (!sameRights && personId !== asker.id) await endSessionsOf(tx, personId);
		await note(tx, asker, 'person_changed', personId, { before: before.duties, after: input.duties });
	});
}

/** Everybody chooses the own language. */
export async function setOwnLocale(
	sql: Sql,
	asker: Pick<SignedInPerson, 'id'>,
	locale: SignedInPerson['locale']
): Promise<void> {
	await queries.setLocale(sql, asker.id, locale);
}

/** The person stays in every record, but can sign in no more; open sessions and sockets end at once. */
export async function disablePerson(sql: Sql, asker: Asker, personId: string): Promise<void> {
	if (!mayDisable(asker, personId)) throw new CodedError('not_allowed');
	await transaction(sql, async (tx) => {
		await requireStillAdministrator(tx, asker);
		if (!(await queries.setDisabled(tx, personId, true))) throw new CodedError('wrong_state');
		await endSessionsOf(tx, personId);
		await note(tx, asker, 'person_disabled', personId);
	});
}

export async function enablePerson(sql: Sql, asker: Asker, personId: string): Promise<void> {
	if (!mayDisable(asker, personId)) throw new CodedError('not_allowed');
	await transaction(sql, async (tx) => {
		await requireStillAdministrator(tx, asker);
		if (!(await queries.setDisabled(tx, personId, false))) throw new CodedError('wrong_state');
		await note(tx, asker, 'person_enabled', personId);
	});
}

/** Answers the new password, which is shown once; the person chooses another at the next sign-in. */
export async function resetPassword(
	sql: Sql,
	asker: Asker,
	personId: string,
	day: string
): Promise<{ password: string }> {
	if (!mayManagePeople(asker)) throw new CodedError('not_allowed');
	return transaction(sql, async (tx) => {
		await requireStillAdministrator(tx, asker);
		const person = found(await queries.findPerson(tx, personId, day));
		if (person.signInName === null) throw new CodedError('wrong_state');
		const password = await issuePassword(tx, personId);
		await note(tx, asker, 'password_reset', personId);
		return { password };
	});
}

async function requireUnit(sql: Sql, unitId: string, day: string): Promise<void> {
	const unit = await findUnitOn(sql, unitId, day);
	if (unit === undefined)
		throw new CodedError('not_found', { data: { field: 'unitId', problem: 'not_found' } });
}

async function requireStillAdministrator(tx: Transaction, asker: Asker): Promise<void> {
	if (!(await queries.lockAdministrator(tx, asker.id))) throw new CodedError('not_allowed');
}

function found(person: Person | undefined): Person {
	if (person === undefined) throw new CodedError('not_found');
	return person;
}

async function note(
	tx: Transaction,
	asker: Asker,
	action: 'person_created' | 'person_changed' | 'person_disabled' | 'person_enabled' | 'password_reset',
	personId: string,
	detail: Record<string, string | string[]> = {}
): Promise<void> {
	await record(tx, { personId: asker.id, action, object: { type: 'person', id: personId }, detail });
}
