import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import * as meetings from '#lib/server/meetings/meetings.ts';
import { openFileStore } from '#lib/server/platform/file-store.ts';
import { orErrorPage, submitForm } from '#lib/server/platform/forms.ts';
import { asking, type Asking } from '../../asker.ts';
import type { Actions, PageServerLoad, RouteParams } from './$types';

const { schema } = meetings;
type Event = RequestEvent<RouteParams>;
type Schema = v.GenericSchema<unknown, unknown>;

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		return { plan: await meetings.planOf(sql, person, event.params.id, clock), now: clock.now };
	});

/** Parses, does it, and answers nothing: the page reads the plan anew. */
function action<S extends Schema>(
	shape: S,
	work: (asked: Asking & { id: string }, data: v.InferOutput<S>, event: Event) => Promise<unknown>
) {
	return (event: Event) =>
		submitForm(event, shape, async (data) => {
			await work({ ...asking(event), id: event.params.id }, data, event);
		});
}

/** Read one after the other: twenty files of 50 MB must not lie in memory at once. */
async function* uploadsOf(files: File[], agendaItemId: string | null) {
	for (const file of files) {
		yield { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()), agendaItemId };
	}
}

export const actions: Actions = {
	what: action(schema.what, ({ sql, person, id }, what) => meetings.saveWhat(sql, person, id, what)),
	when: action(schema.when, ({ sql, person, clock, id }, when) =>
		meetings.saveWhen(sql, person, id, when, clock.timeZone)
	),
	change: action(schema.changedTerms, ({ sql, person, clock, id }, terms) =>
		meetings.change(sql, person, id, terms, clock)
	),
	addItem: action(schema.agendaItem, ({ sql, person, id }, item) => meetings.addItem(sql, person, id, item)),
	editItem: action(schema.agendaItemChange, ({ sql, person, id }, { itemId, ...item }) =>
		meetings.editItem(sql, person, id, itemId, item)
	),
	moveItem: action(schema.itemMove, ({ sql, person, id }, { itemId, direction }) =>
		meetings.moveItem(sql, person, id, itemId, direction)
	),
	removeItem: action(schema.itemChoice, ({ sql, person, id }, { itemId }) =>
		meetings.removeItem(sql, person, id, itemId)
	),
	findObservers: (event) =>
		submitForm(event, schema.observerSearch, async ({ words }) => {
			const { sql, person, clock } = asking(event);
			return { observers: await meetings.findObservers(sql, person, event.params.id, words, clock) };
		}),
	addObserver: action(schema.observerChoice, ({ sql, person, clock, id }, { personId }) =>
		meetings.addObserver(sql, person, id, personId, clock)
	),
	removeObserver: action(schema.observerChoice, ({ sql, person, id }, { personId }) =>
		meetings.removeObserver(sql, person, id, personId)
	),
	addSpeaker: action(schema.newSpeaker, ({ sql, person, id }, speaker) =>
		meetings.addSpeaker(sql, person, id, speaker)
	),
	arrangeSpeakers: action(schema.speakerOrder, ({ sql, person, id }, order) =>
		meetings.arrangeSpeakers(sql, person, id, order)
	),
	invite: action(schema.invitation, ({ sql, person, clock, id }, { scope }) =>
		meetings.invite(sql, person, id, scope, clock)
	),
	withdraw: action(schema.invitation, ({ sql, person, clock, id }, { scope }) =>
		meetings.withdraw(sql, person, id, scope, clock)
	),
	addPapers: (event) =>
		submitForm(event, schema.paperUpload, async ({ files, itemId }) => {
			const { sql, person } = asking(event);
			const store = openFileStore(event.locals.config);
			const uploads = uploadsOf(files, itemId);
			return { refusedPapers: await meetings.addPapers(sql, store, person, event.params.id, uploads) };
		}),
	removePaper: action(schema.paperChoice, ({ sql, person, id }, { paperId }) =>
		meetings.removePaper(sql, person, id, paperId)
	),
	convene: action(v.object({}), async ({ sql, person, clock, id }) => {
		await meetings.convene(sql, person, id, clock);
		redirect(303, `/meetings/${id}`);
	}),
	cancel: action(schema.cancellation, async ({ sql, person, clock, id }, { reason }) => {
		await meetings.cancel(sql, person, id, reason, clock.now);
		redirect(303, '/meetings');
	})
};
