import type { Recorder } from '../rooms/recorder.ts';

export const noRecorder = (): Recorder => ({
	failed: false,
	begin: () => undefined,
	capture: () => undefined,
	release: () => undefined,
	stop: async () => undefined
});
