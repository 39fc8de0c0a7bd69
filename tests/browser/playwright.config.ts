import { defineConfig } from 'playwright/test';
import { chromiumArguments, chromiumPath } from './support/chromium.ts';

/** One product, one city, real media: the specs take turns. */
export default defineConfig({
	testDir: '.',
	testMatch: '**/*.spec.ts',
	outputDir: '../../test-results/browser',
	globalSetup: './support/global-setup.ts',
	workers: 1,
	fullyParallel: false,
	timeout: 240_000,
	expect: { timeout: 30_000 },
	reporter: [['list'], ['json', { outputFile: '../../test-results/browser.json' }]],
	use: {
		// Known to the workers, which begin after the global set-up.
		baseURL: process.env.TEST_PRODUCT_URL,
		actionTimeout: 30_000,
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		viewport: { width: 1366, height: 768 },
		trace: 'retain-on-failure',
		screenshot: 'only-on-failure',
		launchOptions: { executablePath: chromiumPath(), args: chromiumArguments }
	}
});
