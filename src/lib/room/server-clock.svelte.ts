// The server's time, ticking once a second, so that all pages show the same clocks.

export class ServerClock {
	now = $state(Date.now());
	#offset = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running = false;

	/** `serverNow`: the server's clock when its answer was written, which was a moment ago. */
	set(serverNow: number): void {
		this.#offset = serverNow - Date.now();
		this.#tick();
	}

	start(): void {
		this.#running = true;
		this.#tick();
	}

	stop(): void {
		this.#running = false;
		clearTimeout(this.#timer);
	}

	/** On the full second of the server's clock: all clocks of all pages turn together. */
	#tick(): void {
		clearTimeout(this.#timer);
		this.now = Date.now() + this.#offset;
		if (this.#running) this.#timer = setTimeout(() => this.#tick(), 1000 - (this.now % 1000) + 5);
	}
}
