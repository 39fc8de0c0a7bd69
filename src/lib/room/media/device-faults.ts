// Why a camera, a microphone or a screen cannot be used, as a closed set: the page has words and advice for each.

export const deviceFaults = [
	/** The person, or a setting of the browser, said no. */
	'refused',
	/** The operating system keeps the device from the browser. */
	'refused-by-system',
	/** No such device on this machine. */
	'missing',
	/** Another program holds it. */
	'in-use',
	/** It was there and is gone. */
	'unplugged',
	/** Browsers give no devices to a page that came without encryption. */
	'insecure',
	/** The browser is too old, or an in-app browser without devices. */
	'unsupported',
	'unknown'
] as const;
export type DeviceFault = (typeof deviceFaults)[number];

/** From the error of getUserMedia or getDisplayMedia. Browsers differ in names and agree in meaning. */
export function faultOf(error: unknown): DeviceFault {
	if (!(error instanceof Error) && !(error instanceof DOMException)) return 'unknown';
	switch (error.name) {
		case 'NotAllowedError':
			return /system/i.test(error.message) ? 'refused-by-system' : 'refused';
		case 'SecurityError':
			return 'refused';
		case 'NotFoundError':
		case 'DevicesNotFoundError':
		case 'OverconstrainedError':
			return 'missing';
		case 'NotReadableError':
		case 'TrackStartError':
		case 'AbortError':
			return 'in-use';
		default:
			return 'unknown';
	}
}

type Surroundings = { isSecureContext: boolean; hasMediaDevices: boolean };

/** What can be said before any device is asked for. */
export function faultOfSurroundings({ isSecureContext, hasMediaDevices }: Surroundings): DeviceFault | null {
	if (hasMediaDevices) return null;
	return isSecureContext ? 'unsupported' : 'insecure';
}
