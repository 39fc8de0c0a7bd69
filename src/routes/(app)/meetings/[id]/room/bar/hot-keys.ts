// Single letters as commands. Pure.

export const hotKeys = {
	KeyM: 'microphone',
	KeyC: 'camera',
	KeyT: 'screen',
	KeyL: 'papers',
	KeyG: 'hand',
	KeyK: 'end-floor',
	KeyN: 'next-speaker',
	KeyA: 'next-item',
	KeyB: 'vote',
	KeyP: 'panel',
	KeyW: 'wall',
	Digit1: 'tab-agenda',
	Digit2: 'tab-roll',
	Digit3: 'tab-queue',
	Digit4: 'tab-talk'
} as const;
export type HotKeyAction = (typeof hotKeys)[keyof typeof hotKeys] | 'help';

type Press = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat'>;

/** By the place of the key: with an input method for Vietnamese or Japanese `key` says something else. */
export function hotKeyAction(press: Press, typing: boolean): HotKeyAction | null {
	if (typing || press.repeat || press.ctrlKey || press.altKey || press.metaKey) return null;
	if (press.key === '?') return 'help';
	return isHotKey(press.code) ? hotKeys[press.code] : null;
}

/** The letter that is shown beside the word of the action. */
export function hotKeyLetter(action: HotKeyAction): string {
	if (action === 'help') return '?';
	const code = Object.entries(hotKeys).find(([, named]) => named === action)?.[0] ?? '';
	return code.replace(/^(Key|Digit)/, '');
}

function isHotKey(code: string): code is keyof typeof hotKeys {
	return code in hotKeys;
}
