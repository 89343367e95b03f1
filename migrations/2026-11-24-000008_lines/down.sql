alter table letters drop column lines_from;
alter table letter_rounds drop column fallbacks;
drop table line_suggestions;
drop table line_hands;
