// Whether the site may be opened as soon as it is called: said with every join, and anew when it is changed meanwhile.
import { untrack } from 'svelte';
import type { Devices } from '../media/devices.svelte.ts';

/** To be called where effects may be made. */
export function followConsent(devices: Pick<Devices, 'preferences'>, say: (consent: boolean) => void): void {
	let said = devices.preferences.consents;
	$effect(() => {
		const { consents } = devices.preferences;
		if (consents === said) return;
		said = consents;
		untrack(() => say(consents));
	});
}
