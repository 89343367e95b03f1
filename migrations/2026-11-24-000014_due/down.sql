drop index jobs_by_kind;
create index jobs_by_state on jobs (state, due_at);
