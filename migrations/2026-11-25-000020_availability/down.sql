drop table contact_sends;
drop table contact_choices;
drop table absences;
