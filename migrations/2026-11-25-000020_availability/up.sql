-- When somebody is not free, and what they asked of Hearten about being written to.

-- A stretch between two moments, or one of every week: then weekday (1 is Monday) and two wall-clock times, '09:00'.
create table absences (
    id text primary key,
    person_id text not null references people (id),
    kind text not null check (kind in ('leave', 'duty', 'court', 'other')),
    starts_at timestamp,
    ends_at timestamp,
    weekday integer check (weekday between 1 and 7),
    time_from text,
    time_until text,
    noted_by text not null,
    noted_at timestamp not null,
    check ((starts_at is null) = (ends_at is null)),
    check ((starts_at is null) = (weekday is not null))
);
create index absences_by_person on absences (person_id);

-- The newest of each choice counts; until_on is null where it holds until it is taken back.
create table contact_choices (
    id text primary key,
    person_id text not null references people (id),
    choice text not null check (choice in ('snooze', 'fewer', 'paper')),
    holds boolean not null,
    until_on date,
    made_at timestamp not null
);
create index contact_choices_by_person on contact_choices (person_id);

-- The calendar that somebody's program fetches. A new generation revokes the link before it.
create table diary_feeds (
    person_id text primary key references people (id),
    generation integer not null,
    open boolean not null,
    fetched_at timestamp
);

-- What was sent and what it asked, for the week's budget. what is the job's id.
create table contact_sends (
    what text primary key,
    person_id text not null references people (id),
    week date not null,
    class text not null,
    minutes integer not null,
    sent_at timestamp not null
);
create index contact_sends_by_person on contact_sends (person_id, week);
