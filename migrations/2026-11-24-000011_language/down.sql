alter table people drop column letter_language;
