alter table survey_waves drop column follow_up;
alter table survey_waves drop column people_asked;
