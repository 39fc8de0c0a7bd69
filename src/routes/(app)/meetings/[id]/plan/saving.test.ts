import { expect, test } from 'vitest';
import { Saving } from './saving.ts';

test('the first form that was refused is shown to who pressed something elsewhere', async () => {
	const shown: string[] = [];
	const saving = new Saving();
	const forms = { what: true, agenda: false, when: false };
	for (const [name, saved] of Object.entries(forms)) {
		saving.add({
			unsaved: () => true,
			save: () => Promise.resolve(saved),
			showFault: () => shown.push(name)
		});
	}
	expect(await saving.save()).toBe(false);
	expect(shown).toEqual(['agenda']);
});

test('nothing is shown when everything was saved', async () => {
	const saving = new Saving();
	const remove = saving.add({ unsaved: () => true, save: () => Promise.resolve(false) });
	saving.add({
		unsaved: () => false,
		save: () => Promise.resolve(true),
		showFault: () => expect.unreachable('it was saved')
	});
	expect(await saving.save()).toBe(false);
	remove();
	expect(await saving.save()).toBe(true);
});
