-- Deliveries of pieces have no place here.
create table token_deliveries_after as select * from token_deliveries where coffee + tea + without_caffeine > 0;
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
    check (coffee + tea + without_caffeine > 0)
);
insert into token_deliveries (id, placement_id, on_day, coffee, tea, without_caffeine, noted_by, noted_at)
select id, placement_id, on_day, coffee, tea, without_caffeine, noted_by, noted_at from token_deliveries_after;
drop table token_deliveries_after;
create index token_deliveries_by_placement on token_deliveries (placement_id);

alter table token_placements drop column drinks;
