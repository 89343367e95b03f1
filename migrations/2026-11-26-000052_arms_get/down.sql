alter table arms add column receives boolean not null default false;
update arms set receives = (gets <> '');
alter table arms drop column gets;

create table exposures_after as select * from exposures;
drop table exposures;
create table exposures (
    trial_id text not null references trials (id),
    person_id text not null references people (id),
    kind text not null,
    on_day date not null,
    kept_at timestamp not null,
    primary key (trial_id, person_id, kind)
);
insert into exposures (trial_id, person_id, kind, on_day, kept_at)
select trial_id, person_id, kind, min(on_day), min(kept_at) from exposures_after group by trial_id, person_id, kind;
drop table exposures_after;
