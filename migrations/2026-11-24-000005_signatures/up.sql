-- Signatures of their own kind, letters that are signed with a pen, and a record of every file that was made of a letter.

create table signatures (
    id text primary key,
    round_id text not null references letter_rounds (id),
    kind text not null check (kind in ('typed', 'drawn', 'uploaded', 'pen')),
    name text not null,
    for_signatory boolean not null,
    sealed bytea,
    mark_sha256 text not null,
    signed_by text not null,
    signed_at timestamp not null
);
create index signatures_by_round on signatures (round_id);

-- Names of the words in letters/state.rs, which alone says what may follow what.
create table letters_whole (
    id text primary key,
    round_id text not null references letter_rounds (id),
    person_id text not null references people (id),
    manager_id text references people (id),
    line_one text not null,
    line_two text not null,
    lines text not null,
    lines_by text,
    lines_at timestamp,
    state text not null,
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
    returned_on date,
    returned_why text,
    signature_id text references signatures (id),
    unique (round_id, person_id)
);
insert into letters_whole (
    id, round_id, person_id, manager_id, line_one, line_two, lines, lines_by, lines_at, state, reason, composed_at,
    signed_by, signed_name, signed_at, words_sha256, file_key, file_sha256, printed_at, pack_id, place, posted_on,
    returned_on, returned_why
) select
    id, round_id, person_id, manager_id, line_one, line_two, lines, lines_by, lines_at, state, reason, composed_at,
    signed_by, signed_name, signed_at, words_sha256, file_key, file_sha256, printed_at, pack_id, place, posted_on,
    returned_on, returned_why
from letters;
drop table letters;
alter table letters_whole rename to letters;
create index letters_by_round on letters (round_id, state);
create index letters_by_manager on letters (manager_id, round_id);

-- What a file that turns up can be known by. The file itself goes when the time for returns is over; its hash stays.
create table letter_files (
    letter_id text not null references letters (id),
    sha256 text not null,
    signature_id text references signatures (id),
    wording_sha256 text not null,
    words_sha256 text not null,
    made_at timestamp not null,
    primary key (letter_id, sha256)
);
create index letter_files_by_sha256 on letter_files (sha256);

alter table packs add column for_pen boolean not null default false;
alter table letter_rounds add column deputy_id text;
