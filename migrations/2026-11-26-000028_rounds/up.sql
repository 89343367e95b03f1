-- Schwartz Rounds: what allows them, where they are held, who leads them, each Round, and each person's place in it.

create table round_licences (
    id text primary key,
    authority_id text not null references authorities (id),
    licensor text not null,
    reference text not null,
    from_on date not null,
    until_on date not null,
    noted_by text not null,
    noted_at timestamp not null
);

create table round_rooms (
    id text primary key,
    authority_id text not null references authorities (id),
    name text not null,
    -- How to find it; it stands in diaries.
    directions text not null,
    capacity integer not null check (capacity > 0),
    unique (authority_id, name)
);

create table round_series (
    id text primary key,
    trial_id text not null references trials (id),
    authority_id text not null references authorities (id),
    name text not null,
    -- What Rounds are called in all that people read.
    called text not null,
    licence_id text references round_licences (id),
    -- Whether a place is tied to a colleague who covers.
    cover text not null check (cover in ('none', 'welcome', 'needed')),
    -- How long somebody who waited has to take a place that came free.
    offer_hours integer not null check (offer_hours between 1 and 168),
    made_by text not null,
    made_at timestamp not null,
    unique (authority_id, name)
);

-- Whoever leads a series, on the roster or not. Minutes a month are what the part takes.
create table round_leaders (
    id text primary key,
    series_id text not null references round_series (id),
    part text not null check (part in ('signatory', 'clinical_lead', 'facilitator', 'coordinator', 'steering', 'mentor')),
    name text not null,
    email text,
    day_1_on date,
    day_2_on date,
    minutes_a_month integer,
    unique (series_id, part, name)
);

create table rounds (
    id text primary key,
    series_id text not null references round_series (id),
    number integer not null,
    starts_at timestamp not null,
    ends_at timestamp not null,
    -- Before and after, for which the room is taken.
    margin_minutes integer not null,
    mode text not null check (mode in ('room', 'online', 'both')),
    room_id text references round_rooms (id),
    online text,
    capacity integer not null check (capacity > 0),
    topic text not null,
    mix text not null check (mix in ('mixed', 'peers', 'managers')),
    state text not null check (state in ('planned', 'announced', 'full', 'held', 'cancelled')),
    reason text,
    -- Rises whenever people are told of a change.
    version integer not null,
    changed_at timestamp not null,
    unique (series_id, number)
);
create index rounds_by_start on rounds (starts_at);

-- One person's place in one Round, from the invitation on. Their diary entries have its id for their UID.
create table round_places (
    id text primary key,
    round_id text not null references rounds (id),
    person_id text not null references people (id),
    state text not null check (state in ('silent', 'booked', 'waiting', 'offered', 'declined', 'apologised', 'expired', 'left')),
    -- Since when they wait; first come.
    since timestamp,
    -- Until when an offer holds.
    until timestamp,
    cover_id text references people (id),
    cover text not null check (cover in ('none', 'asked', 'accepted', 'lost')),
    -- Until when another colleague can be named.
    cover_until timestamp,
    -- Which entry of theirs this is (one that was called off never comes back), its SEQUENCE, and how it stands in their diary.
    entry integer not null,
    sequence integer not null,
    diary text not null check (diary in ('never', 'held', 'declined', 'called_off')),
    changed_at timestamp not null,
    answered_at timestamp,
    unique (round_id, person_id)
);
create index round_places_by_state on round_places (round_id, state);
create index round_places_by_person on round_places (person_id);
create index round_places_by_cover on round_places (cover_id);

-- Whether somebody would rather not share a room with their own line. Only booking reads it.
create table round_wishes (
    person_id text primary key references people (id),
    apart_from_own_line boolean not null,
    said_at timestamp not null
);
