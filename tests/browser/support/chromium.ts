import { existsSync } from 'node:fs';

const candidates = [
	process.env.CHROMIUM_BIN,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome'
];

/** Debian's Chromium; undefined lets Playwright use its own, where that could be downloaded. */
export function chromiumPath(): string | undefined {
	return candidates.find((path) => path !== undefined && existsSync(path));
}

/** Fake devices that need no permission, and nothing that talks to the world outside. */
export const chromiumArguments = [
	'--use-fake-device-for-media-stream',
	'--use-fake-ui-for-media-stream',
	'--auto-select-desktop-capture-source=Entire screen',
	'--autoplay-policy=no-user-gesture-required',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-features=WebRtcHideLocalIpsWithMdns'
];
