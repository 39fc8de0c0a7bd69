-- Secret votes: who has voted stands in the log, what was chosen only in one sealed sum.

-- The three counts of a secret vote that is not counted yet, encrypted with a key outside the database. One row for
-- each vote, without time or order, so that no choice can be joined to the voter whom the log names.
create table secret_tallies (
	meeting_id uuid not null references meetings (id),
	vote_id uuid not null,
	sealed bytea not null,
	primary key (meeting_id, vote_id)
);

-- However many programs write: nobody's secret vote is added twice.
create unique index meeting_events_voter_marked_once
	on meeting_events (meeting_id, (data ->> 'voteId'), (data ->> 'voterId')) where type = 'vote:marked';
