-- A site's own wording of a course, and why it went ahead with words that were pointed out.
create table goal_texts (
    run_id text not null references goal_runs (id),
    version integer not null,
    key text not null,
    words text not null,
    set_by text not null,
    set_at timestamp not null,
    primary key (run_id, version, key)
);
alter table goal_runs add column framing_reason text;
