drop index uptake_events_by_person;
create index uptake_events_by_person on uptake_events (person_id);
drop table uptake_uncounted;
drop table uptake_so_far;
