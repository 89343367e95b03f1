-- A trial ends once.
create table trial_ends (
    trial_id text primary key references trials (id),
    ended_by text not null,
    ended_at timestamp not null,
    reason text not null
);
-- And once it has, the lines about its comparison arm may be released, once.
create table line_releases (
    trial_id text primary key references trials (id),
    released_by text not null,
    released_at timestamp not null,
    reason text not null
);
