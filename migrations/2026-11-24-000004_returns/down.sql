alter table letters drop column returned_why;
alter table letters drop column returned_on;
