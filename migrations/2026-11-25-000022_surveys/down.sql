drop table question_tallies;
drop table question_answers;
drop table questions;
