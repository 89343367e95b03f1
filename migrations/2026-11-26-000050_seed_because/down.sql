alter table allocation_lists drop column seed_because;
