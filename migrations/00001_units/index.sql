-- The tree of units. A unit has an identity of its own; name, kind, level, code and parent belong to a period,
-- because codes are reused and names change at a reform (49 commune codes of 2021 name other units in 2025).

create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- What a search compares: lower case, no Vietnamese marks, both spellings of the tone mark alike.
create function fold_text(value text) returns text
	language sql immutable parallel safe strict
	as $$ select public.unaccent('public.unaccent'::regdictionary, lower(normalize(value, nfc))) $$;

create text search configuration vi (copy = simple);
alter text search configuration vi
	alter mapping for hword, hword_part, word with unaccent, simple;

-- Levels are data: since 2025-07-01 there is no district level.
create table unit_levels (
	id text primary key,
	rank integer not null,
	name_vi text not null,
	name_en text not null,
	name_ja text not null
);

create table units (
	id uuid primary key default gen_random_uuid(),
	created_at timestamptz not null default now()
);

create table unit_periods (
	id uuid primary key default gen_random_uuid(),
	unit_id uuid not null references units (id),
	parent_id uuid references units (id),
	level text not null references unit_levels (id),
	kind text not null check (kind <> ''),
	code text not null check (code <> ''),
	name text not null check (name <> ''),
	full_name text not null check (full_name <> ''),
	valid daterange not null check (not isempty(valid)),
	folded_name text not null generated always as (fold_text(full_name)) stored,
	constraint unit_periods_not_own_parent check (parent_id <> unit_id),
	constraint unit_periods_no_overlap exclude using gist (unit_id with =, valid with &&),
	constraint unit_periods_code_once exclude using gist (code with =, valid with &&)
);

create index unit_periods_parent on unit_periods (parent_id);
create index unit_periods_folded_name on unit_periods using gin (folded_name gin_trgm_ops);

-- The tree as it stood on a day.
create function units_on(day date)
	returns table (id uuid, parent_id uuid, level text, kind text, code text, name text, full_name text, folded_name text)
	language sql stable
	as $$
		select unit_id, parent_id, level, kind, code, name, full_name, folded_name
		from unit_periods
		where valid @> day
	$$;
