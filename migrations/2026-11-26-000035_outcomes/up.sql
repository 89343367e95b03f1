-- What somebody is called in the data of a trial is no longer the surveys' alone: outcomes hang on it too.
alter table survey_trial_ids rename to trial_ids;
