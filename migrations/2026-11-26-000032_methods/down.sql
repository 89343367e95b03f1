alter table allocation_lists drop column about;
alter table arms drop column crosses_on;
alter table trials drop column method_settings;
alter table trials drop column method;
