import { m } from '#lib/paraglide/messages.js';
import type { Choice, Voter } from '#lib/protocol/votes.ts';
import type { Room } from '#lib/room/room.svelte.ts';

const choiceTexts: Record<Choice, () => string> = {
	agree: () => m.votes_agree(),
	against: () => m.votes_against(),
	other: () => m.votes_other()
};

export function choiceWords(choice: Choice): string {
	return choiceTexts[choice]();
}

/** A site by its name, a person with the site's. */
export function voterName(room: Pick<Room, 'siteName'>, { siteId, personName }: Voter): string {
	const site = room.siteName(siteId);
	return personName === null ? site : m.votes_person_of({ person: personName, site });
}
