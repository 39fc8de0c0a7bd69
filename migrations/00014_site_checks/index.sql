-- The last device check of each person who sits for a site. Not in meeting_events: it is no part of what the meeting
-- says, and only the last one matters.
create table site_checks (
	meeting_id uuid not null,
	site_id uuid not null,
	person_id text not null references people (id),
	checked_at timestamptz not null,
	result jsonb not null,
	primary key (site_id, person_id),
	constraint site_checks_site foreign key (meeting_id, site_id) references sites (meeting_id, id) on delete cascade
);

create index site_checks_meeting on site_checks (meeting_id);
