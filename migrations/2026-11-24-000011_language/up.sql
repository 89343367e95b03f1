-- The language in which a person reads a letter: 'en' or 'cy'.
alter table people add column letter_language text not null default 'en';
