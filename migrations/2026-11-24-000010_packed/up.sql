-- Which sheets lie in a pack's files, also when a letter was taken out of it since.
create table packed_sheets (
    pack_id text not null references packs (id),
    letter_id text not null references letters (id),
    place integer not null,
    primary key (pack_id, letter_id)
);
create index packed_sheets_by_letter on packed_sheets (letter_id);
insert into packed_sheets (pack_id, letter_id, place)
select pack_id, id, place from letters where pack_id is not null and place is not null;
