-- What somebody is called in the data of a trial is no longer the surveys' alone: outcomes hang on it too.
alter table survey_trial_ids rename to trial_ids;

-- An extract of absence or turnover that came in for a trial.
create table outcome_extracts (
    id text primary key,
    trial_id text not null references trials (id),
    facts integer not null,
    brought_by text not null,
    brought_at timestamp not null,
    -- When figures were first told since; from then on it is not taken back.
    told_at timestamp
);

-- What an extract says of one person for some days, under their trial id. Sealed, the days too.
create table outcome_facts (
    -- Keyed: the same person, kind and first day give the same one.
    id text primary key,
    extract_id text not null references outcome_extracts (id),
    trial_id text not null references trials (id),
    called text not null,
    kind text not null check (kind in ('absence', 'turnover')),
    sealed bytea not null
);
create index outcome_facts_by_trial on outcome_facts (trial_id, kind);
create index outcome_facts_by_called on outcome_facts (called);
