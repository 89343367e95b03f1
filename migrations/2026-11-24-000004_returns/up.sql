-- A letter that came back stays posted.
alter table letters add column returned_on date;
alter table letters add column returned_why text;
