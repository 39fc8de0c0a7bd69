import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalMedia } from './local-media.svelte.ts';

class FakeTrack extends EventTarget {
	stop() {}

	/** Its device is unplugged. */
	end() {
		this.dispatchEvent(new Event('ended'));
	}
}

/** Microphones that are plugged in; the browser takes the first when the chosen one is not there. */
let plugged: FakeTrack[] = [];
let opened: FakeTrack[] = [];
const browser = new EventTarget();

beforeEach(() => {
	plugged = [];
	opened = [];
	vi.stubGlobal('window', { isSecureContext: true });
	vi.stubGlobal('navigator', {
		mediaDevices: Object.assign(browser, {
			getUserMedia: async () => {
				const [track] = plugged;
				if (!track) throw new DOMException('', 'NotFoundError');
				opened.push(track);
				return { getTracks: () => [track] };
			}
		})
	});
});
afterEach(() => void vi.unstubAllGlobals());

function setUp() {
	const devices = Object.assign(Object.create(null), {
		preferences: { cameraId: '', microphoneId: '' },
		refresh: async () => undefined
	});
	const local = new LocalMedia(devices);
	const on = (track: FakeTrack) =>
		vi.waitFor(() => expect(local.microphone).toMatchObject({ state: 'on', track }));
	return { local, on };
}

test('the spare microphone is taken when the one in use is unplugged, whatever the browser tells first', async () => {
	const [headset, builtIn] = [new FakeTrack(), new FakeTrack()];
	plugged = [headset, builtIn];
	const { local, on } = setUp();
	await local.start('microphone');
	await on(headset);
	plugged = [builtIn];
	browser.dispatchEvent(new Event('devicechange'));
	headset.end();
	await on(builtIn);
	expect(opened).toEqual([headset, builtIn]);
});

test('without a spare it says so, and takes what is plugged in later', async () => {
	const [headset, later] = [new FakeTrack(), new FakeTrack()];
	plugged = [headset];
	const { local, on } = setUp();
	await local.start('microphone');
	plugged = [];
	headset.end();
	await vi.waitFor(() => expect(local.microphone).toEqual({ state: 'failed', fault: 'missing' }));
	plugged = [later];
	browser.dispatchEvent(new Event('devicechange'));
	await on(later);
});

test('a spare that ends, too, does not begin a chain', async () => {
	const [headset, spare] = [new FakeTrack(), new FakeTrack()];
	plugged = [headset];
	const { local, on } = setUp();
	await local.start('microphone');
	plugged = [spare];
	headset.end();
	await on(spare);
	spare.end();
	expect(local.microphone).toEqual({ state: 'failed', fault: 'unplugged' });
	expect(opened).toHaveLength(2);
});

test('a screen that could not be shared is spoken of until the floor for which it was asked ends', async () => {
	const { local } = setUp();
	Object.assign(browser, { getDisplayMedia: () => Promise.reject(new DOMException('', 'NotReadableError')) });
	expect(await local.startScreen()).toBe(false);
	expect(local.screenFault).not.toBeNull();
	local.stopScreen();
	expect(local.screenFault).toBeNull();
});
