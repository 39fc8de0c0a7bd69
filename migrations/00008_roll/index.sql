-- How many component sites must be there for a meeting to decide: more than half, at least two thirds, any number.
alter table meetings add column quorum_rule text not null default 'half'
	check (quorum_rule in ('half', 'two-thirds', 'none'));

-- Whether somebody of a unit has ever signed in, asked for 253 units at once while a meeting gathers.
create index audit_entries_signed_in on audit_entries (person_id, at desc) where action = 'signed_in';
