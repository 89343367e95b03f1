alter table trial_ids rename to survey_trial_ids;
