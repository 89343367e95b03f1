-- Units of those who were looked at when the frame was frozen, and those of them of which nobody is in it; null where units are
-- people, or where that was not put down.
alter table allocation_lists add column units_assessed integer;
alter table allocation_lists add column units_left_out integer;
