drop table trial_publicity;
drop table trial_site_changes;
drop table trial_sizes;
drop table trial_descriptions;
