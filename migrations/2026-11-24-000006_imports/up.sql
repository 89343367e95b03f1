-- Imports that can be looked back on, and undone until something was built on them.

create table imports (
    -- The draft's.
    id text primary key references import_drafts (id),
    confirmed_by text not null,
    confirmed_at timestamp not null,
    added integer not null,
    moved integer not null,
    changed integer not null,
    gone integer not null,
    back integer not null,
    unchanged integer not null,
    -- Authorities, sites and teams that came in with it; a JSON list of ids.
    places text not null,
    -- Why it can no longer be undone; '' while it can.
    closed_why text not null,
    undone_by text,
    undone_at timestamp
);

-- What each person was before, sealed. Erased when the import can no longer be undone.
create table import_befores (
    import_id text not null references imports (id),
    person_id text not null,
    sealed bytea not null,
    primary key (import_id, person_id)
);
create index import_befores_by_person on import_befores (person_id);

-- Brought in though the very same file had come in before.
alter table import_drafts add column again boolean not null default false;
