// A convened meeting with any number of sites, for tests of the media server.
import { randomUUID } from 'node:crypto';
import type { TicketClaims } from '../../../src/lib/protocol/ticket.ts';
import type { Conduct, Role } from '../../../src/lib/protocol/values.ts';
import type { Sql } from '../../../src/lib/server/platform/db.ts';

export interface Seated {
	siteId: string;
	siteName: string;
	personId: string;
	personName: string;
	role: Role;
}

export interface ConvenedMeeting {
	meetingId: string;
	agenda: { itemId: string; title: string }[];
	/** Of the first item. */
	paperId: string;
	chair: Seated;
	secretary: Seated;
	operator: Seated;
	/** Somebody of a unit without a site. */
	observer: Seated;
	/** One clerk for each component site. */
	delegates: [Seated, ...Seated[]];
}

export async function conveneMeeting(
	sql: Sql,
	options: { sites?: number; conduct?: Conduct } = {}
): Promise<ConvenedMeeting> {
	const names = ['Thành phố', ...Array.from({ length: options.sites ?? 3 }, (_, index) => `Xã ${index + 1}`)];
	const places = names.map((name) => ({ name, unitId: randomUUID(), siteId: randomUUID() }));
	const [city, ...communes] = places;
	if (city === undefined) throw new Error('a meeting has a main site');
	const elsewhere = randomUUID();
	await sql`insert into units ${sql([...places.map(({ unitId }) => unitId), elsewhere].map((id) => ({ id })))}`;
	const people = [
		...['chair', 'secretary', 'operator'].map((name) => ({ name, place: city })),
		...communes.map((place) => ({ name: `clerk of ${place.name}`, place }))
	].map((person) => ({ ...person, id: randomUUID() }));
	await sql`
		insert into people ${sql(people.map(({ id, name, place }) => ({ id, unitId: place.unitId, fullName: name })))}
	`;
	const [chair, secretary, operator, ...clerks] = people;
	if (!chair || !secretary || !operator) throw new Error('a meeting has officers');
	const meetingId = randomUUID();
	const observerId = randomUUID();
	await sql`insert into people (id, unit_id, full_name) values (${observerId}, ${elsewhere}, 'observer')`;
	await sql`
		insert into meetings (id, convening_unit_id, title, conduct, state, starts_at, chair_id, secretary_id, operator_id,
			created_by, convened_at)
		values (${meetingId}, ${city.unitId}, 'Giao ban', ${options.conduct ?? 'chaired'}, 'convened', now(), ${chair.id},
			${secretary.id}, ${operator.id}, ${secretary.id}, now())
	`;
	await sql`
		insert into sites ${sql(
			places.map(({ siteId, unitId, name }) => ({
				id: siteId,
				meetingId,
				unitId,
				unitName: name,
				kind: unitId === city.unitId ? 'main' : 'component',
				level: unitId === city.unitId ? 'city' : 'commune'
			}))
		)}
	`;
	await sql`insert into meeting_observers (meeting_id, person_id) values (${meetingId}, ${observerId})`;
	const agenda = ['Ngân sách', 'Phòng dịch'].map((title) => ({ itemId: randomUUID(), title }));
	await sql`
		insert into agenda_items ${sql(
			agenda.map(({ itemId, title }, index) => ({ id: itemId, meetingId, title, position: index + 1 }))
		)}
	`;
	const paperId = await insertPaper(sql, meetingId, agenda[0]?.itemId ?? null, chair.id);
	const seat = (person: (typeof people)[number], role: Role): Seated => ({
		siteId: person.place.siteId,
		siteName: person.place.name,
		personId: person.id,
		personName: person.name,
		role
	});
	const [first, ...others] = clerks.map((clerk) => seat(clerk, 'delegate'));
	if (first === undefined) throw new Error('a meeting has at least one component site');
	return {
		meetingId,
		agenda,
		paperId,
		chair: seat(chair, 'chair'),
		secretary: seat(secretary, 'secretary'),
		operator: seat(operator, 'operator'),
		observer: { ...seat(operator, 'observer'), personId: observerId, personName: 'observer' },
		delegates: [first, ...others]
	};
}

export function claimsOf(meeting: ConvenedMeeting, seated: Seated): TicketClaims {
	return { meetingId: meeting.meetingId, sessionId: `session of ${seated.personId}`, ...seated };
}

async function insertPaper(sql: Sql, meetingId: string, itemId: string | null, by: string): Promise<string> {
	const id = randomUUID();
	const hash = 'ab'.repeat(32);
	await sql`insert into files (hash, size, media_type) values (${hash}, 15, 'application/pdf') on conflict do nothing`;
	await sql`
		insert into papers (id, meeting_id, agenda_item_id, title, file_hash, file_name, uploaded_by)
		values (${id}, ${meetingId}, ${itemId}, 'Báo cáo', ${hash}, 'Báo cáo.pdf', ${by})
	`;
	return id;
}
