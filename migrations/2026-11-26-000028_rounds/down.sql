drop table round_wishes;
drop table round_places;
drop table rounds;
drop table round_leaders;
drop table round_series;
drop table round_rooms;
drop table round_licences;
