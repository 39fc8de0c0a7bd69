-- What a site and the desk of the meeting (secretary, chair, operator) write to each other. Not in meeting_events: that is
-- what the meeting says to all, and is read by the minutes and the archive; these words are for two sides only.
create table messages (
	number bigint generated always as identity primary key,
	-- Made by the page, so that what is sent again after a lost answer stands once.
	id uuid not null unique,
	meeting_id uuid not null references meetings (id),
	-- Whose conversation it is, whoever of the two sides writes.
	site_id uuid not null references sites (id),
	author_id text not null references people (id),
	author_role text not null check (author_role in ('chair', 'secretary', 'operator', 'delegate')),
	sent_at timestamptz not null default now(),
	body text not null check (body <> '' and length(body) <= 1000)
);

create index messages_site on messages (site_id, number desc);
create index messages_meeting on messages (meeting_id);
