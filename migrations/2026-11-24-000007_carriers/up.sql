-- Who prints and posts the letters of a round; each handing over of a letter to a carrier; and what a carrier told us.

alter table letter_rounds add column carrier text not null default 'print_room';

-- The reference is stored before a letter leaves, and never used for another. Its states are those of letters/sending.rs.
create table sendings (
    reference text primary key,
    letter_id text not null references letters (id),
    state text not null,
    postage text not null,
    promised_by text not null,
    promised_at timestamp not null,
    asked_at timestamp,
    posts integer not null,
    not_before timestamp,
    carrier_id text unique,
    accepted_at timestamp,
    carrier_status text,
    seen_at timestamp,
    posted_on date
);
create index sendings_by_letter on sendings (letter_id);
create index sendings_by_state on sendings (state);

-- What the carrier calls us with, kept sealed as it came; the same word about the same letter is kept once.
create table carrier_calls (
    id text primary key,
    about text not null unique,
    sealed bytea not null,
    received_at timestamp not null
);
