alter table arms add column receives boolean not null default false;
update arms set receives = (gets <> '');
alter table arms drop column gets;
