drop table round_comments;
drop table round_feedback_forms;
drop table round_feedback_tallies;
drop table round_follow_ups;
drop table round_debriefs;
drop table round_unnamed;
drop table round_attendances;
