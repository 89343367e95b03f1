alter table people drop column erased_at;
