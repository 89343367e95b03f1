drop table carrier_calls;
drop table sendings;
alter table letter_rounds drop column carrier;
