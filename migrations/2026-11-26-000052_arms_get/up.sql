-- Which of its trial's interventions an arm gets, with '+' between; '' for none. A trial names up to four in the same way.
alter table arms add column gets text not null default '';
update arms set gets = (select trials.intervention from trials where trials.id = arms.trial_id) where receives;
alter table arms drop column receives;

-- Who is compared with whom differs by intervention, and so does who came near it.
create table exposures_before as select * from exposures;
drop table exposures;
create table exposures (
    trial_id text not null references trials (id),
    intervention text not null,
    person_id text not null references people (id),
    kind text not null,
    on_day date not null,
    kept_at timestamp not null,
    primary key (trial_id, intervention, person_id, kind)
);
insert into exposures (trial_id, intervention, person_id, kind, on_day, kept_at)
select kept.trial_id, trials.intervention, kept.person_id, kept.kind, kept.on_day, kept.kept_at
from exposures_before kept join trials on trials.id = kept.trial_id;
drop table exposures_before;
