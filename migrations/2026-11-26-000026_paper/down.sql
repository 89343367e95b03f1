drop table goal_papers;
drop table goal_paper_packs;
