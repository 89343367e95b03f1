drop table trial_pairs;
drop table frame_excluded;
alter table allocation_lists drop column assessed;
alter table allocation_lists drop column about;
alter table arms drop column crosses_on;
alter table trials drop column method_settings;
alter table trials drop column method;
