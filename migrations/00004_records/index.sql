-- The record: raw parts as captured, the composed recording, the minutes; and the programs that are alive.

create table recording_parts (
	id uuid primary key default gen_random_uuid(),
	meeting_id uuid not null references meetings (id),
	site_id uuid not null references sites (id),
	source text not null check (source in ('microphone', 'camera', 'screen', 'screen-audio')),
	state text not null default 'capturing' check (state in ('capturing', 'captured', 'checked', 'failed')),
	-- Path below the data folder's recordings/, e.g. <meeting>/<part>.mkv.
	path text not null unique,
	-- Wall clock of the first packet; null until one arrived.
	started_at timestamptz,
	ended_at timestamptz,
	duration_ms integer check (duration_ms >= 0),
	size bigint check (size >= 0),
	failure text,
	constraint recording_parts_failure check ((state = 'failed') = (failure is not null))
);

create index recording_parts_meeting on recording_parts (meeting_id, started_at);

-- One row per meeting from its opening on.
create table recordings (
	meeting_id uuid primary key references meetings (id),
	state text not null default 'capturing' check (state in ('capturing', 'captured', 'composing', 'ready', 'failed', 'empty')),
	-- Share of the composition that is done, 0 to 1.
	progress real not null default 0 check (progress between 0 and 1),
	-- Wall clock of second 0 of the composed video.
	begins_at timestamptz,
	duration_ms integer check (duration_ms >= 0),
	video_hash text references files (hash),
	audio_hash text references files (hash),
	poster_hash text references files (hash),
	failure text,
	updated_at timestamptz not null default now(),
	constraint recordings_ready_complete check (
		state <> 'ready' or (video_hash is not null and audio_hash is not null and begins_at is not null and duration_ms is not null)
	)
);

create table minutes (
	id uuid primary key default gen_random_uuid(),
	meeting_id uuid not null references meetings (id),
	version integer not null default 1 check (version > 0),
	state text not null default 'draft' check (state in ('draft', 'approved', 'signed', 'issued', 'replaced')),
	-- The draft as read from the log (shape: minutes/schema.ts).
	content jsonb not null,
	conclusions text not null default '',
	updated_by text references people (id),
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	constraint minutes_version unique (meeting_id, version)
);

-- A row per running program, renewed every few seconds; older than 15 s means gone.
create table heartbeats (
	program text not null check (program in ('media-server', 'archivist')),
	instance text not null,
	at timestamptz not null default now(),
	detail jsonb not null default '{}',
	primary key (program, instance)
);

-- What the archive finds: title, units, agenda and conclusions in one accent-folded document per meeting.
create table archive_entries (
	meeting_id uuid primary key references meetings (id) on delete cascade,
	body text not null,
	search tsvector not null generated always as (to_tsvector('public.vi', body)) stored
);

create index archive_entries_search on archive_entries using gin (search);
