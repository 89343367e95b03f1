-- Surveys: waves of whole instruments. Answers hang on a trial id, on a code, or on nothing; they are sealed.

create table survey_waves (
    id text primary key,
    trial_id text not null references trials (id),
    name text not null,
    mode text not null check (mode in ('named', 'coded', 'anonymous')),
    opens_on date not null,
    -- The last day on which it is open.
    closes_on date not null,
    reminders integer not null check (reminders >= 0),
    days_between integer not null check (days_between > 0),
    -- How many codes were handed out. Which went to whom is written nowhere.
    codes integer not null check (codes >= 0),
    made_at timestamp not null,
    launched_at timestamp,
    unique (trial_id, name)
);

create table survey_instruments (
    wave_id text not null references survey_waves (id),
    place integer not null,
    instrument text not null,
    -- JSON: the whole instrument as it was asked, words and all; '' before the launch.
    asked text not null,
    primary key (wave_id, place)
);

-- What somebody is called in the data of a trial.
create table survey_trial_ids (
    trial_id text not null references trials (id),
    person_id text not null references people (id),
    called text not null unique,
    primary key (trial_id, person_id)
);

-- Named and coded waves: what is called by a trial id, or by the hash of a code. Sealed.
create table survey_sheets (
    wave_id text not null references survey_waves (id),
    called text not null,
    sealed bytea not null,
    sent_on date,
    primary key (wave_id, called)
);

-- Anonymous waves: all sheets of one in a single row, sorted by what they say, so that no order tells when one came. Sealed.
create table survey_boxes (
    wave_id text primary key references survey_waves (id),
    sheets integer not null,
    sealed bytea not null
);

-- What people wrote in words of their own, sealed under random ids, and put in a new order whenever one is added.
create table survey_texts (
    id text primary key,
    wave_id text not null references survey_waves (id),
    item text not null,
    state text not null check (state in ('to_screen', 'kept')),
    sealed bytea not null
);
create index survey_texts_by_wave on survey_texts (wave_id);
