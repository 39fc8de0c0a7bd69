-- A room that people wait in learns what the web program changes: once for each transaction, whatever is touched.
create function notify_meeting_changed() returns trigger language plpgsql as $$
begin
	perform pg_notify('meeting_changed', changed.meeting_id::text) from (
		select case when tg_table_name = 'meetings' then to_jsonb(coalesce(new, old)) ->> 'id'
			else to_jsonb(coalesce(new, old)) ->> 'meeting_id' end as meeting_id
	) changed;
	return null;
end
$$;

create trigger meetings_notify after update of title, starts_at, planned_minutes, chair_id, secretary_id, operator_id, state
	on meetings for each row execute function notify_meeting_changed();
create trigger agenda_items_notify after insert or update or delete
	on agenda_items for each row execute function notify_meeting_changed();
create trigger sites_notify after insert or delete
	on sites for each row execute function notify_meeting_changed();
