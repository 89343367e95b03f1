drop table round_costs;
