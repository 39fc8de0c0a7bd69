import { expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { describeSchema } from '../support/schema.ts';

const database = testDatabase();

// After a new migration: npx vitest run --project database tests/database/schema --update
test('the migrations build the schema that migrations/schema.sql shows, on every version', async () => {
	await expect(await describeSchema(database.sql)).toMatchFileSnapshot('../../migrations/schema.sql');
});
