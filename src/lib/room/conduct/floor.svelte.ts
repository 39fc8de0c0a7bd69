// What this site wants to be heard and seen with, and the floor that opens and closes it.
import type { Role } from '#lib/protocol/values.ts';
import type { Devices } from '../media/devices.svelte.ts';
import type { LocalMedia, LocalSource } from '../media/local-media.svelte.ts';
import type { Media } from '../media/media.ts';
import type { Wanted } from './rights.ts';
import type { Sender, Tracks } from '../media/sender.ts';

type Place = { role: Role; right: string | null };

export class Floor {
	/** Without the floor: opened as soon as it is given. With it: on. */
	wants = $state<Record<LocalSource, boolean>>({ microphone: false, camera: false });

	/** The person pressed for a device that had failed, and waits to hear why it does. */
	tried = $state<Record<LocalSource, boolean>>({ microphone: false, camera: false });

	/** By chair or secretary, and nobody here has opened it since. */
	muted = $state(false);

	#devices: Devices;
	#local: LocalMedia;
	#sender: Sender;
	#role: Role | null = null;
	#right: string | null = null;

	constructor(devices: Devices, local: LocalMedia, sender: Sender) {
		this.#devices = devices;
		this.#local = local;
		this.#sender = sender;
	}

	toggle(source: LocalSource): void {
		if (source === 'microphone') this.muted = false;
		if (this.#local[source].state === 'failed') return this.tryAgain(source);
		this.wants[source] = !this.wants[source];
	}

	tryAgain(source: LocalSource): void {
		this.wants[source] = true;
		this.tried[source] = true;
		void this.#local.restart(source);
	}

	/** A screen is shared by a click only; nobody's consent covers it beforehand. */
	async toggleScreen(): Promise<void> {
		if (this.#local.screen) this.#local.stopScreen();
		else await this.#local.startScreen();
	}

	/** What was wanted for this floor is over with it; consent stands for the next. */
	follow(place: Place | null): void {
		const { role, right } = place ?? { role: null, right: null };
		if (role !== this.#role || (this.#right !== null && right !== this.#right)) this.#begin(role);
		if (right === null) this.#local.stopScreen();
		this.#role = role;
		this.#right = right;
	}

	/**
	 * Devices are ready before the floor comes, so that it opens at once. A wanted camera runs, an unwanted one is
	 * off with its light; a microphone that was on stays open while the site speaks, because headsets open slowly.
	 */
	async prepare(): Promise<void> {
		const { camera, microphone } = this.wants;
		if (!camera) this.#local.stop('camera');
		if (!microphone && this.#right === null) this.#local.stop('microphone');
		// One after the other: browsers ask for both permissions in one question only if nothing else is open.
		if (microphone && this.#local.microphone.state === 'off') await this.#local.start('microphone');
		if (this.wants.camera && this.#local.camera.state === 'off') await this.#local.start('camera');
	}

	/** Chair or secretary has closed the microphone; who speaks on opens it again. */
	mute(): void {
		this.wants.microphone = false;
		this.muted = true;
	}

	/** `picturesHeld`: the operator wants sound only. */
	send(media: Media | null, picturesHeld = false): void {
		const { camera, microphone, screen } = this.#local;
		const tracks: Tracks = {};
		if (camera.state === 'on' && !picturesHeld) tracks.camera = camera.track;
		if (microphone.state === 'on') tracks.microphone = microphone.track;
		if (screen && !picturesHeld) tracks.screen = screen.picture;
		if (screen?.sound) tracks['screen-audio'] = screen.sound;
		const wanted: Wanted = { ...this.wants, screen: screen !== null, 'screen-audio': screen !== null };
		this.#sender.update({ right: this.#right, wanted, tracks, media });
	}

	#begin(role: Role | null): void {
		// Said with the join, before this page knew that it has a place at all.
		const muted = this.#role === null && this.muted;
		this.wants = this.#consent(role);
		this.muted = false;
		if (muted) this.mute();
	}

	/** Only those who are called by name open by themselves; secretary and operator sit beside the chair. */
	#consent(role: Role | null): Record<LocalSource, boolean> {
		const called = role === 'delegate' || role === 'chair';
		const { openMicrophone, openCamera } = this.#devices.preferences;
		return { microphone: called && openMicrophone, camera: called && openCamera };
	}
}
