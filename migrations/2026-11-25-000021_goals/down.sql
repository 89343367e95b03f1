drop table first_steps;
drop table goal_channels;
drop table goal_parts;
drop table goal_slots;
drop table protected_times;
drop table goal_teams;
drop table goal_runs;
