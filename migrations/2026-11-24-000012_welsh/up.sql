-- The words of a round in a language beside English, for those who read their letters in it.
create table round_texts (
    round_id text not null references letter_rounds (id),
    language text not null,
    opening text not null,
    closing text not null,
    sign_off text not null,
    signatory_title text not null,
    primary key (round_id, language)
);
