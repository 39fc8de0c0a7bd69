import { expect, test } from 'vitest';
import { findImportCycles, findProblems } from './rules.ts';

const problemsOf = (path: string, ...specifiers: string[]) =>
	findProblems({ path, text: specifiers.map((specifier) => `import { a } from '${specifier}';`).join('\n') });

test('what the folder map allows passes', () => {
	expect(problemsOf('src/lib/protocol/events.ts', 'valibot', './values.ts')).toEqual([]);
	expect(problemsOf('src/lib/room/room.svelte.ts', '#lib/protocol/socket.ts', 'socket.io-client')).toEqual(
		[]
	);
	expect(problemsOf('src/routes/+page.server.ts', '#lib/server/meetings/meetings.ts', './$types')).toEqual(
		[]
	);
	expect(
		problemsOf('src/lib/server/meetings/lists/lists.ts', '../queries.ts', '#lib/server/units/units.ts')
	).toEqual([]);
	expect(problemsOf('media-server/rooms/room.ts', 'mediasoup', '#lib/server/events/events.ts')).toEqual([]);
});

test('browser code does not import the media server, nor the server', () => {
	expect(problemsOf('src/lib/room/room.ts', '#media/rooms/room.ts')).toHaveLength(1);
	expect(
		findProblems({
			path: 'src/routes/(app)/+page.svelte',
			text: `<script lang="ts">import { a } from '#media/rooms/room.ts';</script><p>import</p>`
		})
	).toHaveLength(1);
	expect(problemsOf('src/lib/components/Card.ts', '#lib/server/units/units.ts')).toHaveLength(1);
});

test('the protocol depends on nothing of ours', () => {
	expect(problemsOf('src/lib/protocol/events.ts', '#lib/format/dates.ts')).toHaveLength(1);
});

test('a domain is entered by its front file only', () => {
	expect(problemsOf('src/lib/server/meetings/reply/reply.ts', '#lib/server/units/queries.ts')).toHaveLength(
		1
	);
	expect(problemsOf('src/routes/+page.server.ts', '#lib/server/units/queries.ts')).toHaveLength(1);
	expect(problemsOf('src/lib/server/meetings/reply/reply.ts', '../../units/queries.ts')).toHaveLength(1);
	expect(problemsOf('src/hooks.server.ts', '#lib/server/auth/session-hook.ts')).toEqual([]);
	expect(problemsOf('src/routes/+page.server.ts', '#lib/server/auth/session-hook.ts')).toHaveLength(1);
});

test('the media server shares only some domains', () => {
	expect(problemsOf('media-server/main.ts', '#lib/server/people/people.ts')).toHaveLength(1);
	expect(problemsOf('media-server/main.ts', '../src/lib/room/room.ts')).toHaveLength(1);
});

test('walled libraries stay behind their wall, under any of their paths', () => {
	expect(problemsOf('src/lib/server/auth/sessions.ts', 'lucia')).toEqual([]);
	expect(problemsOf('src/lib/server/people/people.ts', 'lucia')).toHaveLength(1);
	expect(problemsOf('src/routes/+page.ts', '@node-rs/argon2/any')).toHaveLength(1);
	expect(problemsOf('media-server/main.ts', 'postgres')).toHaveLength(1);
});

test('modules that are gone are refused', () => {
	expect(
		problemsOf('src/routes/+page.ts', '$lib/format/dates', '$app/stores', '$env/dynamic/private')
	).toHaveLength(3);
	expect(problemsOf('src/routes/+page.ts', '$app/state')).toEqual([]);
});

test('dynamic imports and re-exports are seen', () => {
	const path = 'src/lib/protocol/events.ts';
	expect(findProblems({ path, text: `const a = await import('#lib/format/dates.ts');` })).toHaveLength(1);
	expect(findProblems({ path, text: `export { a } from '#lib/format/dates.ts';` })).toHaveLength(1);
});

test('SQL stands in queries.ts and in the platform, with its columns listed', () => {
	const query = (columns: string) => `export const a = (sql) => sql<Row[]>\`select ${columns} from units\`;`;
	expect(findProblems({ path: 'src/lib/server/units/units.ts', text: query('id') })).toHaveLength(1);
	expect(
		findProblems({ path: 'media-server/rooms/room.ts', text: 'await tx`delete from units`;' })
	).toHaveLength(1);
	expect(findProblems({ path: 'src/lib/server/units/queries.ts', text: query('id') })).toEqual([]);
	expect(findProblems({ path: 'src/lib/server/units/queries.ts', text: query('*') })).toHaveLength(1);
	expect(findProblems({ path: 'src/lib/server/units/queries.ts', text: query('count(*)') })).toEqual([]);
	expect(findProblems({ path: 'src/lib/server/units/units.ts', text: '// `sql` is a connection.' })).toEqual(
		[]
	);
	expect(findProblems({ path: 'src/lib/server/platform/migrate.ts', text: query('id') })).toEqual([]);
	expect(findProblems({ path: 'src/lib/server/units/units.db.test.ts', text: query('id') })).toEqual([]);
});

test('a ring of domains is found once, whatever its length', () => {
	const file = (own: string, other: string) => ({
		path: `src/lib/server/${own}/${own}.ts`,
		text: `import { a } from '#lib/server/${other}/${other}.ts';`
	});
	expect(findImportCycles([file('a', 'b'), file('b', 'c')])).toEqual([]);
	expect(findImportCycles([file('b', 'c'), file('c', 'a'), file('a', 'b')])).toEqual([
		'cycle between domains: a → b → c → a'
	]);
});
