-- People, what they may do for their unit, and how they sign in.
-- No secret stands in this table: the session library reads it whole.

create table people (
	id text primary key default gen_random_uuid()::text,
	unit_id uuid not null references units (id),
	full_name text not null check (full_name <> ''),
	position text not null default '',
	sign_in_name text unique check (sign_in_name = lower(sign_in_name) and sign_in_name <> ''),
	locale text not null default 'vi' check (locale in ('vi', 'en', 'ja')),
	demo boolean not null default false,
	disabled_at timestamptz,
	created_at timestamptz not null default now()
);

create index people_unit on people (unit_id);

-- leader may chair, secretary may plan and convene, operator looks after technique, clerk answers for the unit,
-- administrator manages units, people and the system.
create table duties (
	person_id text not null references people (id) on delete cascade,
	duty text not null check (duty in ('leader', 'secretary', 'operator', 'clerk', 'administrator')),
	primary key (person_id, duty)
);

create table credentials (
	person_id text primary key references people (id) on delete cascade,
	password_hash text not null,
	-- Set by an administrator: its owner must choose another one first.
	temporary boolean not null default false,
	changed_at timestamptz not null default now()
);

-- id is the hash of the token in the cookie; a leaked table opens no session.
create table sessions (
	id text primary key,
	user_id text not null references people (id) on delete cascade,
	expires_at timestamptz not null,
	created_at timestamptz not null default now(),
	constraint sessions_absolute_limit check (expires_at <= created_at + interval '12 hours')
);

create index sessions_user on sessions (user_id);

-- One token bucket per key (a sign-in name or an address).
create table rate_limits (
	key text primary key,
	tokens double precision not null,
	refilled_at timestamptz not null default now()
);

create table audit_entries (
	id bigint generated always as identity primary key,
	at timestamptz not null default now(),
	person_id text references people (id),
	action text not null,
	object_type text,
	object_id text,
	detail jsonb not null default '{}'
);

create index audit_entries_at on audit_entries (at desc);
