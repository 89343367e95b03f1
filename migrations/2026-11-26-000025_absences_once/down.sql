drop index one_time_of_the_week_once;
drop index one_stretch_once;
