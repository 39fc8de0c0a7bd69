// The devices of this machine, which of them were chosen, and the consent given. Remembered by the browser.
import { readPreferences, writePreferences, type Preferences } from './preferences.ts';

export type DeviceChoice = { id: string; label: string };
export type DeviceKind = 'camera' | 'microphone' | 'speaker';

const kinds = { videoinput: 'camera', audioinput: 'microphone', audiooutput: 'speaker' } as const;

export class Devices {
	cameras = $state.raw<DeviceChoice[]>([]);
	microphones = $state.raw<DeviceChoice[]>([]);
	speakers = $state.raw<DeviceChoice[]>([]);
	preferences = $state.raw<Preferences>(readPreferences(localStorage));
	#refresh = () => void this.refresh();

	constructor() {
		navigator.mediaDevices?.addEventListener('devicechange', this.#refresh);
	}

	/** Names are told by the browser only after it was allowed to use a device. */
	async refresh(): Promise<void> {
		const found = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
		const choices: Record<DeviceKind, DeviceChoice[]> = { camera: [], microphone: [], speaker: [] };
		for (const { kind, deviceId, label } of found) {
			if (deviceId !== '') choices[kinds[kind]].push({ id: deviceId, label });
		}
		this.cameras = choices.camera;
		this.microphones = choices.microphone;
		this.speakers = choices.speaker;
	}

	remember(change: Partial<Preferences>): void {
		this.preferences = { ...this.preferences, ...change };
		writePreferences(localStorage, this.preferences);
	}

	close(): void {
		navigator.mediaDevices?.removeEventListener('devicechange', this.#refresh);
	}
}
