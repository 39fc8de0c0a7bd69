-- People who look and hear, and never speak. They sit in the main site, so that no unit passes for present by them.
create table meeting_observers (
	meeting_id uuid not null references meetings (id) on delete cascade,
	person_id text not null references people (id),
	primary key (meeting_id, person_id)
);
create index meeting_observers_person on meeting_observers (person_id);
create trigger meeting_observers_notify after insert or delete on meeting_observers
	for each row execute function notify_meeting_changed();
