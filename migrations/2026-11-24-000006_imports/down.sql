alter table import_drafts drop column again;
drop table import_befores;
drop table imports;
