import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const databaseServer = 'tests/support/database-server.ts';
const everywhere = '{src,media-server,scripts,tests,bench}/**';

// `vitest run --project database --outputFile.json=.vitest/database.json` leaves the counts for scripts.
export default defineConfig({
	// Rune classes (*.svelte.ts) need the compiler.
	plugins: [svelte()],
	test: {
		reporters: ['default', 'json'],
		outputFile: { json: '.vitest/results.json' },
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: [`${everywhere}/*.test.ts`],
					exclude: ['**/*.db.test.ts', '**/*.media.test.ts', '**/*.setup.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'database',
					include: [`${everywhere}/*.db.test.ts`],
					globalSetup: databaseServer,
					testTimeout: 60_000,
					hookTimeout: 120_000
				}
			},
			{
				extends: true,
				test: {
					name: 'media',
					include: [`${everywhere}/*.media.test.ts`],
					globalSetup: databaseServer,
					// Real workers and real clocks: one file at a time keeps their timing honest.
					fileParallelism: false,
					testTimeout: 300_000,
					hookTimeout: 120_000
				}
			},
			{
				extends: true,
				test: {
					name: 'setup',
					include: ['tests/setup/**/*.setup.test.ts'],
					globalSetup: databaseServer,
					// Whole cities: two that start at once would look for the same free ports.
					fileParallelism: false,
					testTimeout: 180_000,
					hookTimeout: 180_000
				}
			}
		]
	}
});
