drop table outcome_facts;
drop table outcome_extracts;
alter table trial_ids rename to survey_trial_ids;
