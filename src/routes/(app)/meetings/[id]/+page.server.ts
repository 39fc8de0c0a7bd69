import { redirect } from '@sveltejs/kit';
import * as meetings from '#lib/server/meetings/meetings.ts';
import { transaction } from '#lib/server/platform/db.ts';
import { orErrorPage, submitForm } from '#lib/server/platform/forms.ts';
import { asking } from '../asker.ts';
import type { Actions, PageServerLoad } from './$types';

const { schema } = meetings;

export const load: PageServerLoad = (event) => {
	event.depends('meeting:now');
	return orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		const view = await meetings.viewOf(sql, person, event.params.id, clock);
		if (view.meeting.state === 'draft') redirect(303, `/meetings/${view.meeting.id}/plan`);
		return { view, now: clock.now };
	});
};

export const actions: Actions = {
	confirm: (event) =>
		submitForm(event, schema.confirmation, async ({ roster, enter, change }) => {
			const { sql, person, clock } = asking(event);
			const { id } = event.params;
			await transaction(sql, async (tx) => {
				await meetings.reply(tx, person, id, { reply: 'confirmed', change }, clock.now);
				await meetings.nameRoster(tx, person, id, roster);
			});
			if (enter) redirect(303, `/meetings/${id}/check`);
		}),
	decline: (event) =>
		submitForm(event, schema.refusal, async ({ reason, change }) => {
			const { sql, person, clock } = asking(event);
			await meetings.reply(sql, person, event.params.id, { reply: 'declined', reason, change }, clock.now);
		}),
	acknowledge: (event) =>
		submitForm(event, schema.acknowledgement, async ({ change, reply }) => {
			const { sql, person, clock } = asking(event);
			const { id } = event.params;
			if (reply === 'confirmed') await meetings.reply(sql, person, id, { reply, change }, clock.now);
			else await meetings.acknowledge(sql, person, id, change);
		}),
	roster: (event) =>
		submitForm(event, schema.roster, async (roster) => {
			const { sql, person } = asking(event);
			await meetings.nameRoster(sql, person, event.params.id, roster);
		})
};
