-- A meeting, its sites, its agenda and papers, and the log of everything it says.

-- Bytes in the file store, addressed by the hash of their content (SHA-256, hex).
create table files (
	hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
	size bigint not null check (size >= 0),
	media_type text not null,
	created_at timestamptz not null default now()
);

create table meetings (
	id uuid primary key default gen_random_uuid(),
	convening_unit_id uuid not null references units (id),
	title text not null default '',
	kind text not null default 'briefing'
		check (kind in ('briefing', 'review', 'thematic', 'work', 'advisory', 'training', 'other')),
	conduct text not null default 'chaired' check (conduct in ('open', 'chaired')),
	state text not null default 'draft' check (state in ('draft', 'convened', 'open', 'ended', 'cancelled')),
	starts_at timestamptz,
	planned_minutes integer not null default 60 check (planned_minutes between 5 and 1440),
	place text not null default '',
	note text not null default '',
	chair_id text references people (id),
	secretary_id text references people (id),
	operator_id text references people (id),
	created_by text not null references people (id),
	created_at timestamptz not null default now(),
	convened_at timestamptz,
	opened_at timestamptz,
	ended_at timestamptz,
	cancelled_at timestamptz,
	cancel_reason text not null default '',
	constraint meetings_convened_complete check (
		state in ('draft', 'cancelled') or (
			title <> '' and starts_at is not null and chair_id is not null and secretary_id is not null and convened_at is not null
		)
	),
	constraint meetings_state_dated check (
		(state not in ('open', 'ended') or opened_at is not null)
		and (state = 'ended') = (ended_at is not null)
		and (state = 'cancelled') = (cancelled_at is not null)
		and ended_at >= opened_at
	)
);

create index meetings_starts_at on meetings (starts_at desc);
create index meetings_convening_unit on meetings (convening_unit_id);
create index meetings_title on meetings using gin (fold_text(title) gin_trgm_ops);

create table agenda_items (
	id uuid primary key default gen_random_uuid(),
	meeting_id uuid not null references meetings (id) on delete cascade,
	position integer not null check (position > 0),
	title text not null check (title <> ''),
	presenter text not null default '',
	planned_minutes integer not null default 10 check (planned_minutes between 1 and 600),
	constraint agenda_items_position unique (meeting_id, position) deferrable initially deferred
);

create table papers (
	id uuid primary key default gen_random_uuid(),
	meeting_id uuid not null references meetings (id) on delete cascade,
	agenda_item_id uuid references agenda_items (id) on delete set null,
	title text not null check (title <> ''),
	file_hash text not null references files (hash),
	file_name text not null,
	uploaded_by text not null references people (id),
	uploaded_at timestamptz not null default now()
);

create index papers_meeting on papers (meeting_id);

-- A unit's place in one meeting. The unit's name is kept as it was when the meeting was convened.
create table sites (
	id uuid primary key default gen_random_uuid(),
	meeting_id uuid not null references meetings (id) on delete cascade,
	unit_id uuid not null references units (id),
	kind text not null default 'component' check (kind in ('main', 'component')),
	unit_name text not null,
	parent_name text not null default '',
	level text not null,
	reply text not null default 'none' check (reply in ('none', 'confirmed', 'declined')),
	reply_reason text not null default '',
	replied_by text references people (id),
	replied_at timestamptz,
	constraint sites_unit_once unique (meeting_id, unit_id),
	constraint sites_decline_has_reason check (reply <> 'declined' or reply_reason <> '')
);

create unique index sites_one_main on sites (meeting_id) where kind = 'main';
create index sites_unit on sites (unit_id);

create table roster_entries (
	id uuid primary key default gen_random_uuid(),
	site_id uuid not null references sites (id) on delete cascade,
	position integer not null check (position > 0),
	full_name text not null check (full_name <> ''),
	job_title text not null default '',
	presence text not null default 'room' check (presence in ('room', 'online', 'absent', 'substituted')),
	note text not null default '',
	constraint roster_entries_position unique (site_id, position) deferrable initially deferred
);

-- Everything a meeting says, append-only; the one source of roll, floor, speaking times, chapters and minutes.
create table meeting_events (
	meeting_id uuid not null references meetings (id),
	seq bigint not null check (seq > 0),
	at timestamptz not null,
	type text not null,
	site_id uuid references sites (id),
	person_id text references people (id),
	data jsonb not null default '{}',
	primary key (meeting_id, seq)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
	raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger meeting_events_append_only before update or delete or truncate on meeting_events
	for each statement execute function refuse_change();
create trigger audit_entries_append_only before update or delete or truncate on audit_entries
	for each statement execute function refuse_change();
