drop table round_texts;
