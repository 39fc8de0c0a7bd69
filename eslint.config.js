import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Libraries that only one module may import (the wall), so that they can be replaced in one place. */
const walled = [
	{ name: 'lucia', message: 'Only src/lib/server/auth/ may import lucia.' },
	{ name: '@lucia-auth/adapter-postgresql', message: 'Only src/lib/server/auth/ may import lucia.' },
	{ name: 'ffmpeg-static', message: 'Only src/lib/server/platform/ffmpeg-path.ts may import it.' }
];

export default ts.config(
	{
		ignores: [
			'node_modules/',
			'build/',
			'.svelte-kit/',
			'src/lib/paraglide/',
			'data/',
			'static/',
			'.vitest/',
			'test-results/'
		]
	},
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs.recommended,
	{ languageOptions: { globals: { ...globals.browser, ...globals.node } } },
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } }
	},
	{
		rules: {
			'no-undef': 'off',
			'no-restricted-imports': ['error', { paths: walled }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-invalid-void-type': 'off',
			'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true, IIFEs: true }],
			'svelte/no-navigation-without-resolve': 'off',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-console': 'error'
		}
	},
	{
		files: ['src/lib/server/auth/**', 'src/lib/server/platform/ffmpeg-path.ts'],
		rules: { 'no-restricted-imports': 'off' }
	},
	{
		files: ['scripts/**', 'tests/**', 'bench/**', '**/*.test.ts'],
		rules: { 'max-lines-per-function': 'off', 'no-console': 'off' }
	}
);
