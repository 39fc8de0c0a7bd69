import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

const chrome =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

test.each([
	[chrome, 'Chrome 140, Windows'],
	[`${chrome} Edg/140.0.0.0`, 'Edge 140, Windows'],
	['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox 128, Linux'],
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/120.0.0 Chrome/114.0.0.0 Safari/537.36',
		'Cốc Cốc 120, Windows'
	],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
		'Safari 17, iOS'
	],
	['curl/8', '?']
])('%s', (userAgent, name) => {
	expect(browserName(userAgent)).toBe(name);
});
