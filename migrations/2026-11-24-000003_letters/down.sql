drop table packs;
drop table letters;
drop table letter_rounds;
