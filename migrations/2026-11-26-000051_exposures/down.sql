drop table exposures;
