// This page's own camera, microphone and screen: tracks and their states. Sending them is not decided here.
import { faultOf, faultOfSurroundings, type DeviceFault } from './device-faults.ts';
import type { Devices } from './devices.svelte.ts';

export type LocalSource = 'camera' | 'microphone';

export type LocalTrack =
	| { state: 'off' }
	| { state: 'starting' }
	| { state: 'on'; track: MediaStreamTrack }
	| { state: 'failed'; fault: DeviceFault };

export type LocalScreen = { picture: MediaStreamTrack; sound: MediaStreamTrack | undefined };

const off: LocalTrack = { state: 'off' };

export class LocalMedia {
	camera = $state.raw<LocalTrack>(off);
	microphone = $state.raw<LocalTrack>(off);
	screen = $state.raw<LocalScreen | null>(null);
	screenFault = $state.raw<DeviceFault | null>(null);
	#devices: Devices;
	/** Devices that stand in for one that was unplugged: one that goes at once must not begin a chain. */
	#spare = { camera: false, microphone: false };
	/** A start that was overtaken by a stop or by another start gives its track back. */
	#turns = { camera: 0, microphone: 0, screen: 0 };
	#closed = false;
	#plugged = () => this.#startMissing();

	constructor(devices: Devices) {
		this.#devices = devices;
		navigator.mediaDevices?.addEventListener('devicechange', this.#plugged);
	}

	/** Opens the chosen device, or any other when the chosen one is not there. Starting twice is starting once. */
	async start(source: LocalSource): Promise<void> {
		if (this.#closed || this[source].state === 'on' || this[source].state === 'starting') return;
		const turn = ++this.#turns[source];
		this[source] = { state: 'starting' };
		const result = await this.#open(source);
		if (turn !== this.#turns[source]) {
			if (result.state === 'on') result.track.stop();
			return;
		}
		this[source] = result;
		if (result.state !== 'on') return;
		result.track.addEventListener('ended', () => {
			if (turn === this.#turns[source]) this.#unplugged(source);
		});
		await this.#devices.refresh();
	}

	stop(source: LocalSource): void {
		this.#turns[source]++;
		this.#spare[source] = false;
		const { [source]: local } = this;
		if (local.state === 'on') local.track.stop();
		this[source] = off;
	}

	/** Another device was chosen, or the person wants to try again. */
	async restart(source: LocalSource): Promise<void> {
		this.stop(source);
		await this.start(source);
	}

	/** Asks the person which screen or window. False when they changed their mind or it failed. */
	async startScreen(): Promise<boolean> {
		if (this.#closed) return false;
		const turn = ++this.#turns.screen;
		this.screenFault = null;
		let stream: MediaStream;
		try {
			stream = await navigator.mediaDevices.getDisplayMedia({
				video: { frameRate: { max: 15 }, width: { max: 1920 }, height: { max: 1080 } },
				audio: true
			});
		} catch (error) {
			const fault = faultOf(error);
			// Closing the browser's own chooser is not a fault.
			if (turn === this.#turns.screen && fault !== 'refused') this.screenFault = fault;
			return false;
		}
		const [picture] = stream.getVideoTracks();
		if (turn !== this.#turns.screen || !picture) {
			stopAll(stream);
			return false;
		}
		picture.contentHint = 'detail';
		picture.addEventListener('ended', () => {
			if (turn === this.#turns.screen) this.stopScreen();
		});
		this.screen = { picture, sound: stream.getAudioTracks()[0] };
		return true;
	}

	/** Also when there is none: what could not be shared is over with the floor for which it was asked. */
	stopScreen(): void {
		this.#turns.screen++;
		this.screenFault = null;
		this.screen?.picture.stop();
		this.screen?.sound?.stop();
		this.screen = null;
	}

	close(): void {
		this.#closed = true;
		navigator.mediaDevices?.removeEventListener('devicechange', this.#plugged);
		this.stop('camera');
		this.stop('microphone');
		this.stopScreen();
	}

	/** The browser may have told of the change of devices before the end of the track, so it is not waited for. */
	#unplugged(source: LocalSource): void {
		this[source] = { state: 'failed', fault: 'unplugged' };
		if (this.#spare[source]) return;
		void this.restart(source);
		this.#spare[source] = true;
	}

	/** What was asked for in vain may just have been plugged in. */
	#startMissing(): void {
		for (const source of ['microphone', 'camera'] as const) {
			const { [source]: local } = this;
			if (local.state !== 'failed') continue;
			if (local.fault === 'missing' || local.fault === 'unplugged') void this.restart(source);
		}
	}

	async #open(source: LocalSource): Promise<LocalTrack> {
		const fault = faultOfSurroundings({
			isSecureContext: window.isSecureContext,
			hasMediaDevices: navigator.mediaDevices !== undefined
		});
		if (fault) return { state: 'failed', fault };
		try {
			const stream = await navigator.mediaDevices.getUserMedia(this.#constraints(source));
			const [track] = stream.getTracks();
			return track ? { state: 'on', track } : { state: 'failed', fault: 'missing' };
		} catch (error) {
			return { state: 'failed', fault: faultOf(error) };
		}
	}

	#constraints(source: LocalSource): MediaStreamConstraints {
		const { cameraId, microphoneId } = this.#devices.preferences;
		if (source === 'microphone') {
			return {
				audio: {
					...chosen(microphoneId),
					echoCancellation: true,
					noiseSuppression: true,
					autoGainControl: true
				}
			};
		}
		return {
			video: {
				...chosen(cameraId),
				width: { ideal: 1280, max: 1280 },
				height: { ideal: 720, max: 720 },
				frameRate: { ideal: 25, max: 25 }
			}
		};
	}
}

/** A wish, not a must: a device that was taken away must not leave the site without any. */
function chosen(deviceId: string): MediaTrackConstraints {
	return deviceId === '' ? {} : { deviceId: { ideal: deviceId } };
}

function stopAll(stream: MediaStream): void {
	for (const track of stream.getTracks()) track.stop();
}
