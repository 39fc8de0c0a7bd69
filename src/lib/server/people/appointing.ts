// How an installation gets its first administrator, and a locked-out one its way back: from the machine itself.
import { record } from '#lib/server/audit/audit.ts';
import { issuePassword } from '#lib/server/auth/auth.ts';
import { type Sql, transaction } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { treeOn } from '#lib/server/units/units.ts';
import * as queries from './queries.ts';

/**
 * Makes somebody of the topmost unit an administrator, or gives an existing account that duty back, and answers a
 * password to be shown once. `incomplete` while there are no units.
 */
export async function appointAdministrator(
	sql: Sql,
	{ fullName, signInName }: { fullName: string; signInName: string },
	day: string
): Promise<{ personId: string; password: string }> {
	return transaction(sql, async (tx) => {
		const [top] = await treeOn(tx, day);
		if (top === undefined) throw new CodedError('incomplete');
		const known = await queries.findBySignInName(tx, signInName);
		const personId =
			known?.id ?? (await queries.insertPerson(tx, { unitId: top.id, fullName, position: '', signInName }));
		if (personId === undefined) throw new CodedError('conflict');
		await queries.replaceDuties(tx, personId, [
			...new Set([...(known?.duties ?? []), 'administrator' as const])
		]);
		await queries.setDisabled(tx, personId, false);
		const password = await issuePassword(tx, personId);
		await record(tx, {
			personId: null,
			action: known ? 'password_reset' : 'person_created',
			object: { type: 'person', id: personId },
			detail: { signInName }
		});
		return { personId, password };
	});
}
