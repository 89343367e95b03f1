-- Appreciation letters: a round of them, each letter's road, and the packs that went to the print room.

create table letter_rounds (
    id text primary key,
    trial_id text not null references trials (id),
    authority_id text not null references authorities (id),
    name text not null,
    opening text not null,
    closing text not null,
    sign_off text not null,
    signatory_id text not null references people (id),
    signatory_title text not null,
    lines_due_on date not null,
    post_on date not null,
    made_by text not null,
    made_at timestamp not null,
    asked_at timestamp,
    composed_at timestamp,
    unique (trial_id, authority_id, name)
);

-- One row a person asked for, whatever their arm; only who is owed a letter ever gets past 'lines'.
create table letters (
    id text primary key,
    round_id text not null references letter_rounds (id),
    person_id text not null references people (id),
    manager_id text references people (id),
    line_one text not null,
    line_two text not null,
    lines text not null check (lines in ('asked', 'given', 'fallback', 'no_longer_asked')),
    lines_by text,
    lines_at timestamp,
    state text not null check (state in ('lines', 'ready', 'held', 'signed', 'printed', 'packed', 'posted', 'withdrawn', 'not_owed')),
    reason text,
    composed_at timestamp,
    signed_by text,
    signed_name text,
    signed_at timestamp,
    words_sha256 text,
    file_key text,
    file_sha256 text,
    printed_at timestamp,
    pack_id text,
    place integer,
    posted_on date,
    unique (round_id, person_id)
);
create index letters_by_round on letters (round_id, state);
create index letters_by_manager on letters (manager_id, round_id);

create table packs (
    id text primary key,
    round_id text not null references letter_rounds (id),
    letter_count integer not null,
    file_key text not null,
    file_sha256 text not null,
    made_by text not null,
    made_at timestamp not null,
    posted_on date
);
