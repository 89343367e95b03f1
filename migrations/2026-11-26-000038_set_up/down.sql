drop table trial_answers;
