alter table goal_runs drop column framing_reason;
drop table goal_texts;
