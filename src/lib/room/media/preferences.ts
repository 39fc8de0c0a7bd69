// What this browser remembers of its devices, from one meeting to the next.
import * as v from 'valibot';

const key = 'diem-cau.devices';

const preferences = v.object({
	cameraId: v.fallback(v.string(), ''),
	microphoneId: v.fallback(v.string(), ''),
	speakerId: v.fallback(v.string(), ''),
	/** Consent: opened without a further question when the site is called. */
	openMicrophone: v.fallback(v.boolean(), true),
	openCamera: v.fallback(v.boolean(), true),
	/** Consent: while the camera is on, chair, secretary and operator may see a small picture of it now and then. */
	showStills: v.fallback(v.boolean(), true),
	/** Also when the site is called without having asked; otherwise it is asked first. */
	consents: v.fallback(v.boolean(), false),
	/** Single letters as commands; some people's software types letters by itself. */
	hotKeys: v.fallback(v.boolean(), true),
	/** The device check was passed through on this browser. */
	checked: v.fallback(v.boolean(), false)
});
export type Preferences = v.InferOutput<typeof preferences>;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

export function readPreferences(store: Store): Preferences {
	return v.parse(preferences, parseStored(store));
}

export function writePreferences(store: Store, value: Preferences): void {
	try {
		store.setItem(key, JSON.stringify(value));
	} catch {
		// A full or forbidden store costs the memory of a choice, not the meeting.
	}
}

function parseStored(store: Store): object {
	try {
		const stored: unknown = JSON.parse(store.getItem(key) ?? '{}');
		return typeof stored === 'object' && stored !== null ? stored : {};
	} catch {
		return {};
	}
}
