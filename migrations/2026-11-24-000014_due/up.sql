-- A worker asks for the oldest jobs of one kind, however many wait.
drop index jobs_by_state;
create index jobs_by_kind on jobs (kind, state, due_at, id);
