drop table week_decisions;
drop table week_rules;
