// What is wrong with a camera or a microphone, and what to do about it.
import { m } from '#lib/paraglide/messages.js';
import type { DeviceFault } from '#lib/room/media/device-faults.ts';
import type { LocalSource } from '#lib/room/media/local-media.svelte.ts';

type FaultWords = { happened: string; advice: string };

const words: Record<DeviceFault, (device: string) => FaultWords> = {
	refused: (device) => ({ happened: m.check_fault_refused({ device }), advice: m.check_advice_refused() }),
	'refused-by-system': (device) => ({
		happened: m.check_fault_refused_by_system({ device }),
		advice: m.check_advice_refused_by_system({ device })
	}),
	missing: (device) => ({
		happened: m.check_fault_missing({ device }),
		advice: m.check_advice_missing({ device })
	}),
	'in-use': (device) => ({
		happened: m.check_fault_in_use({ device }),
		advice: m.check_advice_in_use({ device })
	}),
	unplugged: (device) => ({
		happened: m.check_fault_unplugged({ device }),
		advice: m.check_advice_missing({ device })
	}),
	insecure: (device) => ({ happened: m.check_fault_insecure({ device }), advice: m.check_advice_insecure() }),
	unsupported: (device) => ({
		happened: m.check_fault_unsupported({ device }),
		advice: m.check_advice_unsupported()
	}),
	unknown: (device) => ({ happened: m.check_fault_unknown({ device }), advice: m.check_advice_unknown() })
};

export function faultWords(source: LocalSource, fault: DeviceFault): FaultWords {
	return words[fault](source === 'camera' ? m.check_the_camera() : m.check_the_microphone());
}
