-- Signatures of their own kind, letters that are signed with a pen, and a record of every file that was made of a letter.

create table signatures (
    id text primary key,
    round_id text not null references letter_rounds (id),
    kind text not null check (kind in ('typed', 'drawn', 'uploaded', 'pen')),
    name text not null,
    on_behalf boolean not null,
    sealed bytea,
    wording_sha256 text not null,
    signed_by text not null,
    signed_at timestamp not null
);
create index signatures_by_round on signatures (round_id);
insert into signatures (id, round_id, kind, name, on_behalf, sealed, wording_sha256, signed_by, signed_at)
select id, round_id, 'typed', signed_name, false, null, '', coalesce(signed_by, ''), signed_at
from letters where signed_name is not null and signed_at is not null;

-- What a letter's state and lines can be is letters/state.rs's to say.
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
    signature_id text references signatures (id),
    words_sha256 text,
    file_key text,
    file_sha256 text,
    printed_at timestamp,
    pack_id text,
    place integer,
    posted_on date,
    returned_on date,
    returned_why text,
    unique (round_id, person_id)
);
insert into letters_whole (
    id, round_id, person_id, manager_id, line_one, line_two, lines, lines_by, lines_at, state, reason, composed_at,
    signature_id, words_sha256, file_key, file_sha256, printed_at, pack_id, place, posted_on, returned_on, returned_why
) select
    id, round_id, person_id, manager_id, line_one, line_two, lines, lines_by, lines_at, state, reason, composed_at,
    case when signed_name is not null and signed_at is not null then id end,
    words_sha256, file_key, file_sha256, printed_at, pack_id, place, posted_on, returned_on, returned_why
from letters;
drop table letters;
alter table letters_whole rename to letters;
create index letters_by_round on letters (round_id, state);
create index letters_by_manager on letters (manager_id, round_id);

-- What a file that turns up can be known by. The file itself goes when the time for returns is over; its hash stays.
create table letter_files (
    letter_id text not null references letters (id),
    sha256 text not null,
    for_pen boolean not null,
    made_at timestamp not null,
    primary key (letter_id, sha256)
);
create index letter_files_by_sha256 on letter_files (sha256);
insert into letter_files (letter_id, sha256, for_pen, made_at)
select id, file_sha256, false, printed_at from letters where file_sha256 is not null and printed_at is not null;

alter table packs add column for_pen boolean not null default false;
alter table letter_rounds add column deputy_id text;
