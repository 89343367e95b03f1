-- A token need not be drunk: of a biscuit tin no cups are counted, but pieces of whatever it is.
alter table token_placements add column drinks boolean not null default true;

create table token_deliveries_before as select * from token_deliveries;
drop table token_deliveries;
create table token_deliveries (
    id text primary key,
    placement_id text not null references token_placements (id),
    on_day date not null,
    coffee integer not null check (coffee >= 0),
    tea integer not null check (tea >= 0),
    without_caffeine integer not null check (without_caffeine >= 0),
    noted_by text not null,
    noted_at timestamp not null,
    pieces integer not null check (pieces >= 0),
    check (coffee + tea + without_caffeine + pieces > 0)
);
insert into token_deliveries (id, placement_id, on_day, coffee, tea, without_caffeine, noted_by, noted_at, pieces)
select id, placement_id, on_day, coffee, tea, without_caffeine, noted_by, noted_at, 0 from token_deliveries_before;
drop table token_deliveries_before;
create index token_deliveries_by_placement on token_deliveries (placement_id);
