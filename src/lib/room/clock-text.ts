/** `00:42:10`: the clock of the recording always shows hours, so that it does not change its width. Pure. */
export function recordingClock(milliseconds: number): string {
	// Clocks of two machines differ by a little: what has just begun must not show a negative time.
	const total = Math.max(0, Math.floor(milliseconds / 1000));
	return [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
		.map((value) => String(value).padStart(2, '0'))
		.join(':');
}
