-- By which method a trial is randomised, from which day an arm on a waiting list is served, and what holds for people who could be
-- in two trials.

alter table trials add column method text not null default 'blocks';
-- JSON; '' for blocks, whose settings stand in columns of their own.
alter table trials add column method_settings text not null default '';
alter table arms add column crosses_on date;
-- Of a constrained draw: how many candidates there were, how many were accepted, and the score of the one drawn. JSON, or ''.
alter table allocation_lists add column about text not null default '';
-- People who were looked at when the frame was frozen; none on lists from before this was put down.
alter table allocation_lists add column assessed integer;

-- Of those who were looked at when a frame was frozen, how many are not in it, by why.
create table frame_excluded (
    list_id text not null references allocation_lists (id),
    why text not null,
    people integer not null check (people > 0),
    primary key (list_id, why)
);

create table trial_pairs (
    one_id text not null references trials (id),
    other_id text not null references trials (id),
    rule text not null check (rule in ('allow', 'block')),
    why text not null,
    said_by text not null,
    said_at timestamp not null,
    primary key (one_id, other_id),
    check (one_id < other_id)
);
