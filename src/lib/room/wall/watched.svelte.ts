// What this page sends for the wall while somebody looks at it: a small picture of its camera, and how its line does.
import { untrack } from 'svelte';
import type { NoticeData } from '#lib/protocol/notices.ts';
import type { Unseen } from '#lib/protocol/wall.ts';
import type { Connection, Request } from '../connection/connection.ts';
import type { Devices } from '../media/devices.svelte.ts';
import type { LocalMedia } from '../media/local-media.svelte.ts';
import type { Media } from '../media/media.ts';
import { browserName } from './browser-name.ts';
import { countersOf, figuresOf, type LineCounters } from './line-figures.ts';
import { orNothing } from './or-nothing.ts';
import { Repeater } from './repeater.ts';
import { StillCamera } from './still-camera.ts';

const longestLabel = 100;

type Own = { local: LocalMedia; devices: Devices };

export class Watched {
	/** Somebody sees pictures of this site now, if its camera is on and it has consented. */
	wanted = $state(false);
	readonly #request: Request;
	readonly #own: Own;
	readonly #media: () => Media | null;
	readonly #camera = new StillCamera();
	readonly #stills = new Repeater(() => this.#sendStill());
	readonly #reports = new Repeater(() => this.#report());
	#counters: LineCounters | undefined;
	/** What the room knows of why there is no picture. */
	#said: Unseen | null = null;

	constructor(connection: Pick<Connection, 'request' | 'on'>, own: Own, media: () => Media | null) {
		this.#request = connection.request;
		this.#own = own;
		this.#media = media;
		connection.on('wall:wanted', (wanted) => this.#want(wanted));
	}

	/** The own camera is seen by the officers now. */
	get seen(): boolean {
		return this.wanted && this.#unseen === null;
	}

	/** To be called where effects may be made: the officers hear at once that the camera is seen no more. */
	follow(): void {
		$effect(() => {
			const why = this.wanted ? this.#unseen : null;
			if (why !== null) untrack(() => void this.#sayUnseen(why));
		});
	}

	get #unseen(): Unseen | null {
		const { local, devices } = this.#own;
		if (local.camera.state !== 'on') return 'off';
		return devices.preferences.showStills ? null : 'private';
	}

	#want({ still, report }: NoticeData<'wall:wanted'>): void {
		this.wanted = still !== null;
		this.#said = null;
		this.#stills.want(still);
		this.#reports.want(report);
	}

	/** The seat is taken anew, or over: the room says again what it wants, if it wants anything. */
	forget(): void {
		this.#want({ still: null, report: null });
	}

	async #sendStill(): Promise<void> {
		const { local } = this.#own;
		const why = this.#unseen;
		// What was said by the effect may not have arrived.
		if (why !== null) return this.#sayUnseen(why);
		if (document.hidden || local.camera.state !== 'on') return;
		const picture = await this.#camera.take(local.camera.track);
		if (picture === null || !this.seen) return;
		this.#said = null;
		await orNothing(this.#request('still:send', { picture }));
	}

	async #sayUnseen(why: Unseen): Promise<void> {
		if (this.#said === why) return;
		this.#said = why;
		if ((await orNothing(this.#request('still:stop', { why }))) === undefined) this.#said = null;
	}

	async #report(): Promise<void> {
		const { local } = this.#own;
		const statistics = (await this.#media()?.statistics()) ?? [];
		const entries = statistics.flatMap((report): unknown[] => [...report.values()]);
		const now = countersOf(entries, performance.now());
		const figures = figuresOf(this.#counters, now);
		this.#counters = now;
		const browser = browserName(navigator.userAgent);
		const devices = { camera: labelOf(local.camera), microphone: labelOf(local.microphone) };
		await orNothing(this.#request('line:report', { browser, ...devices, ...figures }));
	}
}

function labelOf(local: LocalMedia['camera']): string | null {
	return local.state === 'on' ? local.track.label.replaceAll('\0', '').slice(0, longestLabel) : null;
}
