drop table contact_sends;
drop table diary_feeds;
drop table contact_choices;
drop table absences;
