-- Mail that comes to us, kept sealed as it came and known by its hash. `message` is the hash of its Message-ID, and missing
-- where one came before under the same. The states are those of floor/inbound/state.rs.
create table inbound_mails (
    id text primary key,
    hash text not null unique,
    message text unique,
    source text not null,
    sealed bytea,
    came_at timestamp not null,
    state text not null,
    about text,
    note text,
    read_at timestamp,
    seen_by text,
    seen_at timestamp
);
create index inbound_mails_by_state on inbound_mails (state);

-- How far a mailbox was read, by IMAP's own numbers, which begin anew with a new validity.
create table inbound_cursors (
    mailbox text primary key,
    validity bigint not null,
    uid bigint not null
);
