import { expect, test } from 'vitest';
import { Autosave } from './autosave.svelte.ts';

/** A form whose answers are given by the test. */
function form({ valid = true } = {}) {
	const sent: (HTMLElement | null)[] = [];
	const autosave: Autosave = new Autosave((wish) => {
		if (valid && autosave.begin(wish)) sent.push(wish);
	});
	return { autosave, sent };
}

test('what is changed while a save is on its way is saved after it', () => {
	const { autosave, sent } = form();
	autosave.changed();
	autosave.changed();
	autosave.changed();
	expect(sent).toEqual([null]);
	autosave.end(null, false);
	expect(sent).toEqual([null, null]);
	autosave.end(null, false);
	expect(sent).toHaveLength(2);
	expect(autosave).toMatchObject({ unsaved: false, state: 'saved' });
});

test('whoever waits for the save waits for all of it', async () => {
	const { autosave, sent } = form();
	autosave.changed();
	autosave.typed();
	let over = false;
	const saved = autosave.save().then((all) => {
		over = true;
		return all;
	});
	autosave.end(null, false);
	await Promise.resolve();
	expect(over).toBe(false);
	expect(sent).toHaveLength(2);
	autosave.end(null, false);
	expect(await saved).toBe(true);
});

test('typed text counts as unsaved before its field is left', async () => {
	const { autosave, sent } = form();
	autosave.typed();
	expect(autosave.unsaved).toBe(true);
	const saved = autosave.save();
	expect(sent).toEqual([null]);
	autosave.end(null, false);
	expect(await saved).toBe(true);
});

test('what was refused, or never sent because a field is wrong, is not saved', async () => {
	const refused = form();
	refused.autosave.changed();
	const saved = refused.autosave.save();
	refused.autosave.end(null, true);
	refused.autosave.end(null, true);
	expect(await saved).toBe(false);
	expect(refused.autosave).toMatchObject({ unsaved: true, state: 'idle' });

	const wrong = form({ valid: false });
	wrong.autosave.changed();
	expect(await wrong.autosave.save()).toBe(false);
});
