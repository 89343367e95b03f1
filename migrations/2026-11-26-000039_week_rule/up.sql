-- The rule for a lead's week: by which day how many should have come how far, and what then. In versions until the first person is
-- served. What was decided by it is kept beside it. No row is ever changed.
create table week_rules (
    trial_id text not null references trials (id),
    version integer not null check (version > 0),
    measure text not null,
    share_of text not null check (share_of in ('whole', 'step_before')),
    percent integer not null check (percent between 1 and 100),
    day integer not null check (day between 1 and 365),
    act text not null check (act in ('adapt', 'stop')),
    words text not null,
    decides text not null,
    said_by text not null,
    said_at timestamp not null,
    primary key (trial_id, version)
);

create table week_decisions (
    trial_id text not null references trials (id),
    version integer not null check (version > 0),
    decided text not null check (decided in ('adapt', 'stop', 'go_on')),
    reason text not null,
    said_by text not null,
    said_at timestamp not null,
    primary key (trial_id, version)
);
