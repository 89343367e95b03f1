alter table letter_rounds drop column deputy_id;
alter table packs drop column for_pen;
drop table letter_files;

create table letters_before (
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
    returned_on date,
    returned_why text,
    unique (round_id, person_id)
);
insert into letters_before (
    id, round_id, person_id, manager_id, line_one, line_two, lines, lines_by, lines_at, state, reason, composed_at,
    signed_by, signed_name, signed_at, words_sha256, file_key, file_sha256, printed_at, pack_id, place, posted_on,
    returned_on, returned_why
) select
    letters.id, letters.round_id, person_id, manager_id, line_one, line_two, lines, lines_by, lines_at, state, reason, composed_at,
    signed_by, signatures.name, signed_at, words_sha256, file_key, file_sha256, printed_at, pack_id, place, posted_on,
    returned_on, returned_why
from letters left join signatures on signatures.id = letters.signature_id;
drop table letters;
alter table letters_before rename to letters;
create index letters_by_round on letters (round_id, state);
create index letters_by_manager on letters (manager_id, round_id);
drop table signatures;
