-- What came of a person in a trial so far, kept up as events are put on record, so that a figure reads a row a person.
create table uptake_so_far (
    about text not null,
    person_id text not null references people (id),
    so_far bytea not null,
    primary key (about, person_id)
);

-- Trials whose events were on record before, and are still to be counted.
create table uptake_uncounted (
    about text primary key
);
insert into uptake_uncounted select distinct about from uptake_events where about <> '';

drop index uptake_events_by_person;
create index uptake_events_by_person on uptake_events (person_id, about);
