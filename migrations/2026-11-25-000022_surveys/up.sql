-- One question, asked of everyone in a trial. Where it is anonymous only tallies are kept, and nothing that ties an answer to
-- anybody.

create table questions (
    id text primary key,
    trial_id text not null references trials (id),
    authority_id text not null references authorities (id),
    about text not null,
    wave integer not null,
    words text not null,
    -- JSON: [{key, words}].
    options text not null,
    anonymous boolean not null,
    opens_at timestamp not null,
    closes_at timestamp not null,
    asked_at timestamp,
    unique (about, wave)
);

create table question_answers (
    question_id text not null references questions (id),
    person_id text not null references people (id),
    chosen text not null,
    answered_at timestamp not null,
    primary key (question_id, person_id)
);

create table question_tallies (
    question_id text not null references questions (id),
    chosen text not null,
    tally bigint not null,
    primary key (question_id, chosen)
);
