-- How many people there were to ask when a survey was launched, and whether it goes on after its trial has ended.
alter table survey_waves add column people_asked integer;
alter table survey_waves add column follow_up boolean not null default false;
-- Those that are launched already go on after their trial, as they would have before.
update survey_waves set follow_up = true where launched_at is not null;
