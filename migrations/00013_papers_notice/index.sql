-- Who waits in the room sees a paper that comes or goes before the opening.
create trigger papers_notify after insert or update or delete
	on papers for each row execute function notify_meeting_changed();
