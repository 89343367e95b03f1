-- Whose hands a manager's page is in, what colleagues suggest, and which ways round missing lines a round has agreed on.

create table line_hands (
    round_id text not null references letter_rounds (id),
    manager_id text not null references people (id),
    writer_id text not null references people (id),
    given_by text not null,
    given_at timestamp not null,
    primary key (round_id, manager_id)
);
create index line_hands_by_writer on line_hands (writer_id);

create table line_suggestions (
    id text primary key,
    letter_id text not null references letters (id),
    colleague_id text not null references people (id),
    line_one text not null,
    line_two text not null,
    state text not null check (state in ('asked', 'given', 'taken', 'declined')),
    asked_by text not null,
    asked_at timestamp not null,
    settled_by text,
    settled_at timestamp,
    unique (letter_id, colleague_id)
);

alter table letter_rounds add column fallbacks text not null default 'coordinator deputy';
alter table letters add column lines_from text check (lines_from in ('manager', 'deputy', 'colleague', 'coordinator'));
