-- The day of a Round and what comes after it: who came, who follows up, and what the form said, as counts.

-- Whether somebody came, as it was said last; `times` counts what was put on the uptake record.
create table round_attendances (
    round_id text not null references rounds (id),
    person_id text not null references people (id),
    came boolean not null,
    said_by text not null check (said_by in ('coordinator', 'person')),
    times integer not null,
    said_at timestamp not null,
    primary key (round_id, person_id)
);
create index round_attendances_by_person on round_attendances (person_id);

-- Those who came and would rather not be named, by the kind of work they do.
create table round_unnamed (
    round_id text not null references rounds (id),
    staff_role text not null,
    people integer not null check (people >= 0),
    primary key (round_id, staff_role)
);

-- On which days the panel and the steering group talked it over.
create table round_debriefs (
    round_id text not null references rounds (id),
    whose text not null check (whose in ('panel', 'steering')),
    held_on date not null,
    primary key (round_id, whose)
);

-- Who looks in on somebody, by when, and whether they did. Never on whom, and never why.
create table round_follow_ups (
    id text primary key,
    round_id text not null references rounds (id),
    who text not null,
    due_on date not null,
    done_on date
);
create index round_follow_ups_by_round on round_follow_ups (round_id);

-- The form: counts alone, so that no two answers can be set side by side.
create table round_feedback_tallies (
    round_id text not null references rounds (id),
    question text not null,
    answer text not null,
    -- What came on paper is typed in, and can be set right.
    how text not null check (how in ('link', 'paper')),
    tally integer not null check (tally >= 0),
    primary key (round_id, question, answer, how)
);

create table round_feedback_forms (
    round_id text not null references rounds (id),
    how text not null check (how in ('link', 'paper')),
    forms integer not null check (forms >= 0),
    primary key (round_id, how)
);

-- What somebody wrote, sealed, under a random id and with the day alone.
create table round_comments (
    id text primary key,
    round_id text not null references rounds (id),
    came_on date not null,
    state text not null check (state in ('to_screen', 'kept')),
    sealed bytea not null
);
create index round_comments_by_round on round_comments (round_id);
