drop table week_verdicts;
