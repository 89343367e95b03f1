drop table line_releases;
drop table trial_ends;
