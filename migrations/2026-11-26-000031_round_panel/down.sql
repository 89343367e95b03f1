drop table round_guests;
drop table round_meetings;
drop table round_panel;
