alter table round_places drop column aside;
