create extension btree_gist;
create extension pg_trgm;
create extension unaccent;

create table agenda_items (
	id uuid not null default gen_random_uuid(),
	meeting_id uuid not null,
	position integer not null,
	title text not null,
	presenter text not null default ''::text,
	planned_minutes integer not null default 10,
	constraint agenda_items_pkey PRIMARY KEY (id),
	constraint agenda_items_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
	constraint agenda_items_of_meeting UNIQUE (meeting_id, id),
	constraint agenda_items_planned_minutes_check CHECK (((planned_minutes >= 1) AND (planned_minutes <= 600))),
	constraint agenda_items_position UNIQUE (meeting_id, "position") DEFERRABLE INITIALLY DEFERRED,
	constraint agenda_items_position_check CHECK (("position" > 0)),
	constraint agenda_items_title_check CHECK ((title <> ''::text))
);
CREATE TRIGGER agenda_items_notify AFTER INSERT OR DELETE OR UPDATE ON public.agenda_items FOR EACH ROW EXECUTE FUNCTION notify_meeting_changed();

create table agenda_speakers (
	meeting_id uuid not null,
	item_id uuid not null,
	site_id uuid not null,
	position integer not null,
	minutes integer not null,
	constraint agenda_speakers_pkey PRIMARY KEY (item_id, site_id),
	constraint agenda_speakers_item FOREIGN KEY (meeting_id, item_id) REFERENCES agenda_items(meeting_id, id) ON DELETE CASCADE,
	constraint agenda_speakers_minutes_check CHECK (((minutes >= 1) AND (minutes <= 120))),
	constraint agenda_speakers_position UNIQUE (item_id, "position") DEFERRABLE INITIALLY DEFERRED,
	constraint agenda_speakers_position_check CHECK (("position" > 0)),
	constraint agenda_speakers_site FOREIGN KEY (meeting_id, site_id) REFERENCES sites(meeting_id, id) ON DELETE CASCADE
);
CREATE INDEX agenda_speakers_site ON public.agenda_speakers USING btree (meeting_id, site_id);
CREATE TRIGGER agenda_speakers_notify AFTER INSERT OR DELETE OR UPDATE ON public.agenda_speakers FOR EACH ROW EXECUTE FUNCTION notify_meeting_changed();

create table archive_entries (
	meeting_id uuid not null,
	body text not null,
	search tsvector not null generated always as (to_tsvector('vi'::regconfig, body)) stored,
	constraint archive_entries_pkey PRIMARY KEY (meeting_id),
	constraint archive_entries_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE
);
CREATE INDEX archive_entries_search ON public.archive_entries USING gin (search);

create table audit_entries (
	id bigint not null generated always as identity,
	at timestamp with time zone not null default now(),
	person_id text,
	action text not null,
	object_type text,
	object_id text,
	detail jsonb not null default '{}'::jsonb,
	constraint audit_entries_pkey PRIMARY KEY (id),
	constraint audit_entries_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX audit_entries_at ON public.audit_entries USING btree (at DESC);
CREATE INDEX audit_entries_signed_in ON public.audit_entries USING btree (person_id, at DESC) WHERE (action = 'signed_in'::text);
CREATE TRIGGER audit_entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table credentials (
	person_id text not null,
	password_hash text not null,
	temporary boolean not null default false,
	changed_at timestamp with time zone not null default now(),
	constraint credentials_pkey PRIMARY KEY (person_id),
	constraint credentials_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);

create table duties (
	person_id text not null,
	duty text not null,
	constraint duties_pkey PRIMARY KEY (person_id, duty),
	constraint duties_duty_check CHECK ((duty = ANY (ARRAY['leader'::text, 'secretary'::text, 'operator'::text, 'clerk'::text, 'administrator'::text]))),
	constraint duties_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);

create table files (
	hash text not null,
	size bigint not null,
	media_type text not null,
	created_at timestamp with time zone not null default now(),
	constraint files_pkey PRIMARY KEY (hash),
	constraint files_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
	constraint files_size_check CHECK ((size >= 0))
);

create table heartbeats (
	program text not null,
	instance text not null,
	at timestamp with time zone not null default now(),
	detail jsonb not null default '{}'::jsonb,
	constraint heartbeats_pkey PRIMARY KEY (program, instance),
	constraint heartbeats_program_check CHECK ((program = ANY (ARRAY['media-server'::text, 'archivist'::text])))
);

create table meeting_changes (
	meeting_id uuid not null,
	number integer not null,
	changed_at timestamp with time zone not null,
	changed_by text not null,
	starts_at timestamp with time zone not null,
	planned_minutes integer not null,
	chair_id text not null,
	secretary_id text not null,
	operator_id text,
	constraint meeting_changes_pkey PRIMARY KEY (meeting_id, number),
	constraint meeting_changes_chair_id_fkey FOREIGN KEY (chair_id) REFERENCES people(id),
	constraint meeting_changes_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES people(id),
	constraint meeting_changes_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
	constraint meeting_changes_number_check CHECK ((number > 0)),
	constraint meeting_changes_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES people(id),
	constraint meeting_changes_secretary_id_fkey FOREIGN KEY (secretary_id) REFERENCES people(id)
);

create table meeting_events (
	meeting_id uuid not null,
	seq bigint not null,
	at timestamp with time zone not null,
	type text not null,
	site_id uuid,
	person_id text,
	data jsonb not null default '{}'::jsonb,
	constraint meeting_events_pkey PRIMARY KEY (meeting_id, seq),
	constraint meeting_events_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
	constraint meeting_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
	constraint meeting_events_seq_check CHECK ((seq > 0)),
	constraint meeting_events_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id)
);
CREATE UNIQUE INDEX meeting_events_voter_marked_once ON public.meeting_events USING btree (meeting_id, ((data ->> 'voteId'::text)), ((data ->> 'voterId'::text))) WHERE (type = 'vote:marked'::text);
CREATE TRIGGER meeting_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.meeting_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table meeting_observers (
	meeting_id uuid not null,
	person_id text not null,
	constraint meeting_observers_pkey PRIMARY KEY (meeting_id, person_id),
	constraint meeting_observers_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
	constraint meeting_observers_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX meeting_observers_person ON public.meeting_observers USING btree (person_id);
CREATE TRIGGER meeting_observers_notify AFTER INSERT OR DELETE ON public.meeting_observers FOR EACH ROW EXECUTE FUNCTION notify_meeting_changed();

create table meetings (
	id uuid not null default gen_random_uuid(),
	convening_unit_id uuid not null,
	title text not null default ''::text,
	kind text not null default 'briefing'::text,
	conduct text not null default 'chaired'::text,
	state text not null default 'draft'::text,
	starts_at timestamp with time zone,
	planned_minutes integer not null default 60,
	place text not null default ''::text,
	note text not null default ''::text,
	chair_id text,
	secretary_id text,
	operator_id text,
	created_by text not null,
	created_at timestamp with time zone not null default now(),
	convened_at timestamp with time zone,
	opened_at timestamp with time zone,
	ended_at timestamp with time zone,
	cancelled_at timestamp with time zone,
	cancel_reason text not null default ''::text,
	quorum_rule text not null default 'half'::text,
	deputy_id text,
	acting_roles text[] not null default '{secretary}'::text[],
	constraint meetings_pkey PRIMARY KEY (id),
	constraint meetings_acting_roles_check CHECK (((acting_roles <@ ARRAY['secretary'::text, 'operator'::text]) AND (array_position(acting_roles, NULL::text) IS NULL))),
	constraint meetings_chair_id_fkey FOREIGN KEY (chair_id) REFERENCES people(id),
	constraint meetings_conduct_check CHECK ((conduct = ANY (ARRAY['open'::text, 'chaired'::text]))),
	constraint meetings_convened_complete CHECK (((state = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR ((title <> ''::text) AND (starts_at IS NOT NULL) AND (chair_id IS NOT NULL) AND (secretary_id IS NOT NULL) AND (convened_at IS NOT NULL)))),
	constraint meetings_convening_unit_id_fkey FOREIGN KEY (convening_unit_id) REFERENCES units(id),
	constraint meetings_created_by_fkey FOREIGN KEY (created_by) REFERENCES people(id),
	constraint meetings_deputy_another CHECK ((deputy_id <> chair_id)),
	constraint meetings_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES people(id),
	constraint meetings_kind_check CHECK ((kind = ANY (ARRAY['briefing'::text, 'review'::text, 'thematic'::text, 'work'::text, 'advisory'::text, 'training'::text, 'other'::text]))),
	constraint meetings_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES people(id),
	constraint meetings_planned_minutes_check CHECK (((planned_minutes >= 5) AND (planned_minutes <= 1440))),
	constraint meetings_quorum_rule_check CHECK ((quorum_rule = ANY (ARRAY['half'::text, 'two-thirds'::text, 'none'::text]))),
	constraint meetings_secretary_id_fkey FOREIGN KEY (secretary_id) REFERENCES people(id),
	constraint meetings_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'convened'::text, 'open'::text, 'ended'::text, 'cancelled'::text]))),
	constraint meetings_state_dated CHECK ((((state <> ALL (ARRAY['open'::text, 'ended'::text])) OR (opened_at IS NOT NULL)) AND ((state = 'ended'::text) = (ended_at IS NOT NULL)) AND ((state = 'cancelled'::text) = (cancelled_at IS NOT NULL)) AND (ended_at >= opened_at)))
);
CREATE INDEX meetings_convening_unit ON public.meetings USING btree (convening_unit_id);
CREATE INDEX meetings_starts_at ON public.meetings USING btree (starts_at DESC);
CREATE INDEX meetings_title ON public.meetings USING gin (fold_text(title) gin_trgm_ops);
CREATE TRIGGER meetings_notify AFTER UPDATE OF title, starts_at, planned_minutes, chair_id, deputy_id, secretary_id, operator_id, acting_roles, state ON public.meetings FOR EACH ROW EXECUTE FUNCTION notify_meeting_changed();

create table messages (
	number bigint not null generated always as identity,
	id uuid not null,
	meeting_id uuid not null,
	site_id uuid not null,
	author_id text not null,
	author_role text not null,
	sent_at timestamp with time zone not null default now(),
	body text not null,
	constraint messages_pkey PRIMARY KEY (number),
	constraint messages_author_id_fkey FOREIGN KEY (author_id) REFERENCES people(id),
	constraint messages_author_role_check CHECK ((author_role = ANY (ARRAY['chair'::text, 'secretary'::text, 'operator'::text, 'delegate'::text]))),
	constraint messages_body_check CHECK (((body <> ''::text) AND (length(body) <= 1000))),
	constraint messages_id_key UNIQUE (id),
	constraint messages_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
	constraint messages_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id)
);
CREATE INDEX messages_meeting ON public.messages USING btree (meeting_id);
CREATE INDEX messages_site ON public.messages USING btree (site_id, number DESC);

create table minutes (
	id uuid not null default gen_random_uuid(),
	meeting_id uuid not null,
	version integer not null default 1,
	state text not null default 'draft'::text,
	content jsonb not null,
	conclusions text not null default ''::text,
	updated_by text,
	created_at timestamp with time zone not null default now(),
	updated_at timestamp with time zone not null default now(),
	constraint minutes_pkey PRIMARY KEY (id),
	constraint minutes_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
	constraint minutes_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'signed'::text, 'issued'::text, 'replaced'::text]))),
	constraint minutes_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES people(id),
	constraint minutes_version UNIQUE (meeting_id, version),
	constraint minutes_version_check CHECK ((version > 0))
);

create table papers (
	id uuid not null default gen_random_uuid(),
	meeting_id uuid not null,
	agenda_item_id uuid,
	title text not null,
	file_hash text not null,
	file_name text not null,
	uploaded_by text not null,
	uploaded_at timestamp with time zone not null default now(),
	constraint papers_pkey PRIMARY KEY (id),
	constraint papers_agenda_item_id_fkey FOREIGN KEY (agenda_item_id) REFERENCES agenda_items(id) ON DELETE SET NULL,
	constraint papers_file_hash_fkey FOREIGN KEY (file_hash) REFERENCES files(hash),
	constraint papers_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
	constraint papers_title_check CHECK ((title <> ''::text)),
	constraint papers_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES people(id)
);
CREATE INDEX papers_meeting ON public.papers USING btree (meeting_id);
CREATE TRIGGER papers_notify AFTER INSERT OR DELETE OR UPDATE ON public.papers FOR EACH ROW EXECUTE FUNCTION notify_meeting_changed();

create table people (
	id text not null default (gen_random_uuid())::text,
	unit_id uuid not null,
	full_name text not null,
	position text not null default ''::text,
	sign_in_name text,
	locale text not null default 'vi'::text,
	demo boolean not null default false,
	disabled_at timestamp with time zone,
	created_at timestamp with time zone not null default now(),
	constraint people_pkey PRIMARY KEY (id),
	constraint people_full_name_check CHECK ((full_name <> ''::text)),
	constraint people_locale_check CHECK ((locale = ANY (ARRAY['vi'::text, 'en'::text, 'ja'::text]))),
	constraint people_sign_in_name_check CHECK (((sign_in_name = lower(sign_in_name)) AND (sign_in_name <> ''::text))),
	constraint people_sign_in_name_key UNIQUE (sign_in_name),
	constraint people_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(id)
);
CREATE INDEX people_unit ON public.people USING btree (unit_id);

create table rate_limits (
	key text not null,
	tokens double precision not null,
	refilled_at timestamp with time zone not null default now(),
	constraint rate_limits_pkey PRIMARY KEY (key)
);

create table recording_parts (
	id uuid not null default gen_random_uuid(),
	meeting_id uuid not null,
	site_id uuid not null,
	source text not null,
	state text not null default 'capturing'::text,
	path text not null,
	started_at timestamp with time zone,
	ended_at timestamp with time zone,
	duration_ms integer,
	size bigint,
	failure text,
	constraint recording_parts_pkey PRIMARY KEY (id),
	constraint recording_parts_duration_ms_check CHECK ((duration_ms >= 0)),
	constraint recording_parts_failure CHECK (((state = 'failed'::text) = (failure IS NOT NULL))),
	constraint recording_parts_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
	constraint recording_parts_path_key UNIQUE (path),
	constraint recording_parts_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id),
	constraint recording_parts_size_check CHECK ((size >= 0)),
	constraint recording_parts_source_check CHECK ((source = ANY (ARRAY['microphone'::text, 'camera'::text, 'screen'::text, 'screen-audio'::text]))),
	constraint recording_parts_state_check CHECK ((state = ANY (ARRAY['capturing'::text, 'captured'::text, 'checked'::text, 'failed'::text])))
);
CREATE INDEX recording_parts_meeting ON public.recording_parts USING btree (meeting_id, started_at);

create table recordings (
	meeting_id uuid not null,
	state text not null default 'capturing'::text,
	progress real not null default 0,
	begins_at timestamp with time zone,
	duration_ms integer,
	video_hash text,
	audio_hash text,
	poster_hash text,
	failure text,
	updated_at timestamp with time zone not null default now(),
	constraint recordings_pkey PRIMARY KEY (meeting_id),
	constraint recordings_audio_hash_fkey FOREIGN KEY (audio_hash) REFERENCES files(hash),
	constraint recordings_duration_ms_check CHECK ((duration_ms >= 0)),
	constraint recordings_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id),
	constraint recordings_poster_hash_fkey FOREIGN KEY (poster_hash) REFERENCES files(hash),
	constraint recordings_progress_check CHECK (((progress >= (0)::double precision) AND (progress <= (1)::double precision))),
	constraint recordings_ready_complete CHECK (((state <> 'ready'::text) OR ((video_hash IS NOT NULL) AND (audio_hash IS NOT NULL) AND (begins_at IS NOT NULL) AND (duration_ms IS NOT NULL)))),
	constraint recordings_state_check CHECK ((state = ANY (ARRAY['capturing'::text, 'captured'::text, 'composing'::text, 'ready'::text, 'failed'::text, 'empty'::text]))),
	constraint recordings_video_hash_fkey FOREIGN KEY (video_hash) REFERENCES files(hash)
);

create table roster_entries (
	id uuid not null default gen_random_uuid(),
	site_id uuid not null,
	position integer not null,
	full_name text not null,
	job_title text not null default ''::text,
	presence text not null default 'room'::text,
	note text not null default ''::text,
	constraint roster_entries_pkey PRIMARY KEY (id),
	constraint roster_entries_full_name_check CHECK ((full_name <> ''::text)),
	constraint roster_entries_position UNIQUE (site_id, "position") DEFERRABLE INITIALLY DEFERRED,
	constraint roster_entries_position_check CHECK (("position" > 0)),
	constraint roster_entries_presence_check CHECK ((presence = ANY (ARRAY['room'::text, 'online'::text, 'absent'::text, 'substituted'::text]))),
	constraint roster_entries_site_id_fkey FOREIGN KEY (site_id) REFERENCES sites(id) ON DELETE CASCADE
);

create table schema_migrations (
	number integer not null,
	name text not null,
	checksum text not null,
	applied_at timestamp with time zone not null default now(),
	constraint schema_migrations_pkey PRIMARY KEY (number)
);

create table secret_tallies (
	meeting_id uuid not null,
	vote_id uuid not null,
	sealed bytea not null,
	constraint secret_tallies_pkey PRIMARY KEY (meeting_id, vote_id),
	constraint secret_tallies_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id)
);

create table sessions (
	id text not null,
	user_id text not null,
	expires_at timestamp with time zone not null,
	created_at timestamp with time zone not null default now(),
	constraint sessions_pkey PRIMARY KEY (id),
	constraint sessions_absolute_limit CHECK ((expires_at <= (created_at + '12:00:00'::interval))),
	constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX sessions_user ON public.sessions USING btree (user_id);

create table site_checks (
	meeting_id uuid not null,
	site_id uuid not null,
	person_id text not null,
	checked_at timestamp with time zone not null,
	result jsonb not null,
	constraint site_checks_pkey PRIMARY KEY (site_id, person_id),
	constraint site_checks_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
	constraint site_checks_site FOREIGN KEY (meeting_id, site_id) REFERENCES sites(meeting_id, id) ON DELETE CASCADE
);
CREATE INDEX site_checks_meeting ON public.site_checks USING btree (meeting_id);

create table sites (
	id uuid not null default gen_random_uuid(),
	meeting_id uuid not null,
	unit_id uuid not null,
	kind text not null default 'component'::text,
	unit_name text not null,
	parent_name text not null default ''::text,
	level text not null,
	reply text not null default 'none'::text,
	reply_reason text not null default ''::text,
	replied_by text,
	replied_at timestamp with time zone,
	seen_change integer not null default 0,
	reply_change integer not null default 0,
	constraint sites_pkey PRIMARY KEY (id),
	constraint sites_decline_has_reason CHECK (((reply <> 'declined'::text) OR (reply_reason <> ''::text))),
	constraint sites_kind_check CHECK ((kind = ANY (ARRAY['main'::text, 'component'::text]))),
	constraint sites_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE,
	constraint sites_of_meeting UNIQUE (meeting_id, id),
	constraint sites_replied_by_fkey FOREIGN KEY (replied_by) REFERENCES people(id),
	constraint sites_reply_check CHECK ((reply = ANY (ARRAY['none'::text, 'confirmed'::text, 'declined'::text]))),
	constraint sites_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(id),
	constraint sites_unit_once UNIQUE (meeting_id, unit_id)
);
CREATE UNIQUE INDEX sites_one_main ON public.sites USING btree (meeting_id) WHERE (kind = 'main'::text);
CREATE INDEX sites_unit ON public.sites USING btree (unit_id);
CREATE TRIGGER sites_notify AFTER INSERT OR DELETE ON public.sites FOR EACH ROW EXECUTE FUNCTION notify_meeting_changed();

create table unit_levels (
	id text not null,
	rank integer not null,
	name_vi text not null,
	name_en text not null,
	name_ja text not null,
	constraint unit_levels_pkey PRIMARY KEY (id)
);

create table unit_periods (
	id uuid not null default gen_random_uuid(),
	unit_id uuid not null,
	parent_id uuid,
	level text not null,
	kind text not null,
	code text not null,
	name text not null,
	full_name text not null,
	valid daterange not null,
	folded_name text not null generated always as (fold_text(full_name)) stored,
	constraint unit_periods_pkey PRIMARY KEY (id),
	constraint unit_periods_code_check CHECK ((code <> ''::text)),
	constraint unit_periods_code_once EXCLUDE USING gist (code WITH =, valid WITH &&),
	constraint unit_periods_full_name_check CHECK ((full_name <> ''::text)),
	constraint unit_periods_kind_check CHECK ((kind <> ''::text)),
	constraint unit_periods_level_fkey FOREIGN KEY (level) REFERENCES unit_levels(id),
	constraint unit_periods_name_check CHECK ((name <> ''::text)),
	constraint unit_periods_no_overlap EXCLUDE USING gist (unit_id WITH =, valid WITH &&),
	constraint unit_periods_not_own_parent CHECK ((parent_id <> unit_id)),
	constraint unit_periods_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES units(id),
	constraint unit_periods_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(id),
	constraint unit_periods_valid_check CHECK ((NOT isempty(valid)))
);
CREATE INDEX unit_periods_folded_name ON public.unit_periods USING gin (folded_name gin_trgm_ops);
CREATE INDEX unit_periods_parent ON public.unit_periods USING btree (parent_id);

create table units (
	id uuid not null default gen_random_uuid(),
	created_at timestamp with time zone not null default now(),
	constraint units_pkey PRIMARY KEY (id)
);

CREATE OR REPLACE FUNCTION public.fold_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select public.unaccent('public.unaccent'::regdictionary, lower(normalize(value, nfc))) $function$;

CREATE OR REPLACE FUNCTION public.notify_meeting_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform pg_notify('meeting_changed', changed.meeting_id::text) from (
		select case when tg_table_name = 'meetings' then to_jsonb(coalesce(new, old)) ->> 'id'
			else to_jsonb(coalesce(new, old)) ->> 'meeting_id' end as meeting_id
	) changed;
	return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION public.units_on(day date)
 RETURNS TABLE(id uuid, parent_id uuid, level text, kind text, code text, name text, full_name text, folded_name text)
 LANGUAGE sql
 STABLE
AS $function$
		select unit_id, parent_id, level, kind, code, name, full_name, folded_name
		from unit_periods
		where valid @> day
	$function$;

create text search configuration vi (asciiword simple, word unaccent, word simple, numword simple, email simple, url simple, host simple, sfloat simple, version simple, hword_numpart simple, hword_part unaccent, hword_part simple, hword_asciipart simple, numhword simple, asciihword simple, hword unaccent, hword simple, url_path simple, file simple, float simple, int simple, uint simple);
