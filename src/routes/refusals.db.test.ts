// What every route of people who are signed in refuses: nobody in person, whatever guards stand before it.
import { describe, expect, test } from 'vitest';
import { ask, type Handler } from '../../tests/support/asking.ts';
import { testDatabase } from '../../tests/support/database.ts';

const database = testDatabase();
const modules = import.meta.glob('./**/*server.ts');
const params = { id: crypto.randomUUID(), kind: 'video', format: 'pdf', paper: crypto.randomUUID() };

/** Loads, actions and endpoints of one route. */
async function handlersOf(load: () => Promise<unknown>): Promise<[string, Handler][]> {
	const module = await load();
	if (typeof module !== 'object' || module === null) throw new TypeError('not a module');
	const actions = 'actions' in module ? Object.entries(Object(module.actions)) : [];
	return [...Object.entries(module), ...actions].filter((entry): entry is [string, Handler] =>
		isHandler(entry[1])
	);
}

function isHandler(value: unknown): value is Handler {
	return typeof value === 'function';
}

const guarded = Object.entries(modules).filter(
	([path]) => path.startsWith('./(app)/') && !path.includes('+layout')
);

describe.each(guarded)('%s', (_path, load) => {
	test('answers nobody who is not signed in', async () => {
		const handlers = await handlersOf(load);
		expect(handlers.length).toBeGreaterThan(0);
		for (const [name, handler] of handlers) {
			const form = ['load', 'GET'].includes(name) ? undefined : {};
			const told = await ask(database.sql, handler, { person: null, params, form });
			// A form may be refused for its shape before anybody asks who sent it.
			expect([400, 401], name).toContain(told.status);
			if (form === undefined) expect(told, name).toEqual({ status: 401, data: 'not_signed_in' });
		}
	});
});
