-- What was changed of a meeting after its convening: the terms as they were before. Those that came after are in the
-- next change, or in the meeting itself.
create table meeting_changes (
	meeting_id uuid not null references meetings (id) on delete cascade,
	number integer not null check (number > 0),
	changed_at timestamptz not null,
	changed_by text not null references people (id),
	starts_at timestamptz not null,
	planned_minutes integer not null,
	chair_id text not null references people (id),
	secretary_id text not null references people (id),
	operator_id text references people (id),
	primary key (meeting_id, number)
);

-- The last change that the unit has seen, and the last one that it knew of when it replied; 0: none yet.
alter table sites
	add column seen_change integer not null default 0,
	add column reply_change integer not null default 0;
