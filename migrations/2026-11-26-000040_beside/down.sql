alter table frame_members drop column beside;

create table trial_pairs_anew (
    one_id text not null references trials (id),
    other_id text not null references trials (id),
    rule text not null check (rule in ('allow', 'block')),
    why text not null,
    said_by text not null,
    said_at timestamp not null,
    primary key (one_id, other_id),
    check (one_id < other_id)
);
insert into trial_pairs_anew select one_id, other_id, case rule when 'stratify' then 'allow' else rule end, why, said_by, said_at from trial_pairs;
drop table trial_pairs;
alter table trial_pairs_anew rename to trial_pairs;
