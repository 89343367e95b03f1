-- Where a list is drawn within the arms of another trial: each person's arm there, as it was, so that the list can be drawn again.
alter table frame_members add column beside text not null default '';

create table trial_pairs_anew (
    one_id text not null references trials (id),
    other_id text not null references trials (id),
    rule text not null check (rule in ('allow', 'block', 'stratify')),
    why text not null,
    said_by text not null,
    said_at timestamp not null,
    primary key (one_id, other_id),
    check (one_id < other_id)
);
insert into trial_pairs_anew select one_id, other_id, rule, why, said_by, said_at from trial_pairs;
drop table trial_pairs;
alter table trial_pairs_anew rename to trial_pairs;
