-- Letters on paper to whoever does not recall the course or asked for paper, made together in one sealed file.
create table goal_paper_packs (
    id text primary key,
    run_id text not null references goal_runs (id),
    file_key text not null,
    file_sha256 text not null,
    letters integer not null,
    made_by text not null,
    made_at timestamp not null,
    -- When the file was erased; that it was made stays.
    erased_at timestamp
);

-- One letter. `code` is a keyed hash of what is printed on it to be typed: the code itself stands nowhere else.
create table goal_papers (
    time_id text not null references protected_times (id),
    made_on date not null,
    pack_id text not null references goal_paper_packs (id),
    code text not null unique,
    primary key (time_id, made_on)
);
create index goal_papers_by_pack on goal_papers (pack_id);
