-- What Rounds cost: an amount as it was given, or hours at a rate that somebody typed. A line belongs to a Round, or to a series
-- (shared out over the Rounds that were held), or came in from a file and stands under the label that the file gives.

create table round_costs (
    id text primary key,
    series_id text references round_series (id),
    round_id text references rounds (id),
    -- Of a line from a file: where its figures are from, and whose they are.
    source text,
    label text,
    heading text not null check (heading in ('training', 'panel', 'round', 'steering')),
    what text not null,
    -- An amount, or minutes at a rate: never both.
    pence bigint check (pence >= 0),
    minutes integer check (minutes > 0),
    pence_an_hour integer check (pence_an_hour > 0),
    -- Which proposal of hours it was taken from: each is taken once.
    proposal text,
    noted_by text not null,
    noted_at timestamp not null,
    check ((pence is null) = (minutes is not null)),
    check ((minutes is null) = (pence_an_hour is null)),
    check ((series_id is null) = (source is not null)),
    check ((source is null) = (label is null)),
    check (round_id is null or series_id is not null),
    unique (source, label, heading),
    unique (series_id, proposal)
);
create index round_costs_by_series on round_costs (series_id);
