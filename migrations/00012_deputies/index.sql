-- Who chairs when the chair cannot, and who of secretary and operator may act for the chair.
alter table meetings
	add column deputy_id text references people (id),
	add column acting_roles text[] not null default '{secretary}',
	add constraint meetings_acting_roles_check
		check (acting_roles <@ array['secretary', 'operator'] and array_position(acting_roles, null) is null),
	add constraint meetings_deputy_another check (deputy_id <> chair_id);

drop trigger meetings_notify on meetings;
create trigger meetings_notify
	after update of title, starts_at, planned_minutes, chair_id, deputy_id, secretary_id, operator_id, acting_roles, state
	on meetings for each row execute function notify_meeting_changed();
