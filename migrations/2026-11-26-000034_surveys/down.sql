drop table survey_texts;
drop table survey_boxes;
drop table survey_sheets;
drop table survey_trial_ids;
drop table survey_instruments;
drop table survey_waves;
