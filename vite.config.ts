import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { paraglideOptions } from './project.inlang/options.ts';

export default defineConfig({
	plugins: [tailwindcss(), paraglideVitePlugin(paraglideOptions), sveltekit()],
	build: { target: ['chrome111', 'firefox114', 'safari16.4'] }
});
