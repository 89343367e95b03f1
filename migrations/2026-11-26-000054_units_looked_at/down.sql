alter table allocation_lists drop column units_left_out;
alter table allocation_lists drop column units_assessed;
