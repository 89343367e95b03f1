-- The panel of a Round, and meetings of those who lead: what they are about, and who is asked to come.

create table round_panel (
    id text primary key,
    round_id text not null references rounds (id),
    name text not null,
    profession text not null,
    email text,
    unique (round_id, name)
);

create table round_meetings (
    id text primary key,
    series_id text not null references round_series (id),
    -- The Round that it prepares; null for the steering group's own.
    round_id text references rounds (id),
    starts_at timestamp not null,
    ends_at timestamp not null,
    place text not null,
    called_off boolean not null,
    made_by text not null,
    made_at timestamp not null
);
create index round_meetings_by_series on round_meetings (series_id);

-- Somebody who is asked to come. The id is the UID of their diary entry for life.
create table round_guests (
    id text primary key,
    meeting_id text not null references round_meetings (id),
    name text not null,
    email text not null,
    sequence integer not null,
    said text check (said in ('accepted', 'declined', 'tentative')),
    changed_at timestamp not null,
    answered_at timestamp,
    unique (meeting_id, email)
);
