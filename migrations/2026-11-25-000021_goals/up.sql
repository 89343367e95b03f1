-- Goal-setting: a run of the course in one authority, the weekly time that managers agree to, and each half hour.

create table goal_runs (
    id text primary key,
    trial_id text not null references trials (id),
    authority_id text not null references authorities (id),
    name text not null,
    course text not null,
    course_version text not null,
    starts_on date not null,
    agree_by date not null,
    -- Why half hours go into diaries without a manager's agreement; null where they wait for it.
    without_agreement text,
    made_by text not null,
    made_at timestamp not null,
    asked_at timestamp,
    unique (trial_id, authority_id, name)
);

-- A team, by its manager: what was seen to happen before it goes live, or why it went without.
create table goal_teams (
    run_id text not null references goal_runs (id),
    manager_id text not null references people (id),
    briefed_at timestamp,
    said_at timestamp,
    live_at timestamp,
    live_by text,
    live_reason text,
    -- The group that its figures are told of, settled when times are proposed; null where it would be too small.
    figures_of text,
    primary key (run_id, manager_id)
);

-- The weekly half hour of one person. weekday: 1 is Monday; at: '10:00', on the wall.
create table protected_times (
    id text primary key,
    run_id text not null references goal_runs (id),
    person_id text not null references people (id),
    manager_id text references people (id),
    weekday integer not null check (weekday between 1 and 7),
    at text not null,
    leeway text not null check (leeway in ('time', 'half_day', 'day', 'week')),
    state text not null check (state in ('proposed', 'agreed', 'declined', 'no_reply')),
    cover_id text references people (id),
    reason text,
    decided_by text,
    decided_at timestamp,
    unique (run_id, person_id)
);
create index protected_times_by_manager on protected_times (manager_id, run_id);
create index protected_times_by_person on protected_times (person_id);

-- One half hour in one diary. The id is its UID for life.
create table goal_slots (
    id text primary key,
    time_id text not null references protected_times (id),
    run_id text not null references goal_runs (id),
    person_id text not null references people (id),
    week integer not null,
    starts_at timestamp not null,
    ends_at timestamp not null,
    sequence integer not null,
    state text not null check (state in ('planned', 'invited', 'accepted', 'tentative', 'declined', 'skipped', 'cancelled')),
    reason text,
    -- A time outside what the manager agreed to, which waits for the manager.
    wanted_at timestamp,
    queued_at timestamp,
    changed_at timestamp not null,
    offered_at timestamp,
    -- When what the diary said last was said.
    answered_at timestamp
);
-- A half hour that was called off and is wanted again is another entry.
create unique index one_open_slot on goal_slots (time_id, week) where state <> 'cancelled';
create index goal_slots_by_person on goal_slots (person_id);
create index goal_slots_by_run on goal_slots (run_id, week);
create index goal_slots_by_start on goal_slots (starts_at);

-- What somebody does in a week. words are sealed: nobody they work with can read them.
create table goal_parts (
    time_id text not null references protected_times (id),
    week integer not null,
    minutes integer not null check (minutes in (2, 10, 30)),
    words bytea,
    started_at timestamp not null,
    finished_at timestamp,
    primary key (time_id, week)
);

-- Whoever does not recall the course is reached another way, once for each time of asking.
create table goal_channels (
    time_id text not null references protected_times (id),
    question_id text not null,
    channel text not null check (channel in ('paper', 'manager')),
    since timestamp not null,
    primary key (time_id, question_id)
);

create table first_steps (
    time_id text primary key references protected_times (id),
    step text not null,
    taken_at timestamp not null
);
