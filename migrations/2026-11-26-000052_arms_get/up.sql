-- Which of its trial's interventions an arm gets, with '+' between; '' for none. A trial names up to four in the same way.
alter table arms add column gets text not null default '';
update arms set gets = (select trials.intervention from trials where trials.id = arms.trial_id) where receives;
alter table arms drop column receives;
