-- Who speaks on an agenda item, in which order and for how long.

-- So that a speaker's item and site are of the same meeting.
alter table agenda_items add constraint agenda_items_of_meeting unique (meeting_id, id);
alter table sites add constraint sites_of_meeting unique (meeting_id, id);

create table agenda_speakers (
	meeting_id uuid not null,
	item_id uuid not null,
	site_id uuid not null,
	position integer not null check (position > 0),
	minutes integer not null check (minutes between 1 and 120),
	primary key (item_id, site_id),
	constraint agenda_speakers_position unique (item_id, position) deferrable initially deferred,
	constraint agenda_speakers_item foreign key (meeting_id, item_id) references agenda_items (meeting_id, id) on delete cascade,
	constraint agenda_speakers_site foreign key (meeting_id, site_id) references sites (meeting_id, id) on delete cascade
);

create index agenda_speakers_site on agenda_speakers (meeting_id, site_id);

create trigger agenda_speakers_notify after insert or update or delete
	on agenda_speakers for each row execute function notify_meeting_changed();
