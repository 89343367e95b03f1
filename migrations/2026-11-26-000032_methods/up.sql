-- By which method a trial is randomised, and from which day an arm on a waiting list is served.

alter table trials add column method text not null default 'blocks';
-- JSON; '' for blocks, whose settings stand in columns of their own.
alter table trials add column method_settings text not null default '';
alter table arms add column crosses_on date;
-- Of a constrained draw: how many candidates there were, how many were accepted, and the score of the one drawn. JSON, or ''.
alter table allocation_lists add column about text not null default '';
