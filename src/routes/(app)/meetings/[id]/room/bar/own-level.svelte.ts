// The level of the own microphone, measured only while somebody watches.
import { LevelMeter } from '#lib/room/media/level-meter.svelte.ts';
import type { Seat } from '#lib/room/seat.svelte.ts';

export class OwnLevel {
	#meter = new LevelMeter();
	#seat: Seat;

	constructor(seat: Seat) {
		this.#seat = seat;
	}

	get level(): number {
		return this.#meter.level;
	}

	/** For an effect: returns the function that stops the watching. */
	watch(): () => void {
		const { microphone } = this.#seat.local;
		if (microphone.state === 'on') this.#meter.start(microphone.track);
		return () => this.#meter.close();
	}
}
