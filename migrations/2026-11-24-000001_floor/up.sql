-- What every room stands on: the audit chain, jobs, mail, and the door.

create table audit_head (
    one integer primary key check (one = 1),
    seq bigint not null,
    hash text not null
);
insert into audit_head (one, seq, hash) values (1, 0, '');

create table audits (
    seq bigint primary key,
    at timestamp not null,
    actor text not null,
    act text not null,
    subject text not null,
    detail text not null,
    hash text not null
);
create index audits_by_subject on audits (subject);

create table jobs (
    id text primary key,
    kind text not null,
    payload text not null,
    state text not null check (state in ('waiting', 'running', 'done', 'not_needed', 'stuck', 'let_go')),
    due_at timestamp not null,
    tries integer not null,
    leased_until timestamp,
    leased_by text,
    once_key text unique,
    reason text,
    made_at timestamp not null,
    settled_at timestamp
);
create index jobs_by_state on jobs (state, due_at);

-- Each worker that is at it, and when it last said so.
create table beats (
    who text primary key,
    at timestamp not null
);

create table schedule_marks (
    name text primary key,
    occasion timestamp not null
);

create table alarms (
    id text primary key,
    kind text not null,
    subject text not null,
    detail text not null,
    raised_at timestamp not null,
    seen_at timestamp,
    seen_by text
);

create table mails (
    id text primary key,
    template text not null,
    message_id text not null unique,
    sealed bytea not null,
    rendered_at timestamp not null,
    sent_at timestamp
);

create table accounts (
    id text primary key,
    email text not null unique,
    name text not null,
    person_id text unique,
    made_at timestamp not null,
    closed_at timestamp
);

-- authority_id is '' where the role reaches every authority.
create table grants (
    account_id text not null references accounts (id),
    role text not null,
    authority_id text not null,
    given_at timestamp not null,
    primary key (account_id, role, authority_id)
);

create table sign_in_keys (
    id text primary key,
    account_id text not null references accounts (id),
    return_to text not null,
    made_at timestamp not null,
    expires_at timestamp not null,
    used_at timestamp
);
create index sign_in_keys_by_account on sign_in_keys (account_id, made_at);

-- id is the SHA-256 of the cookie's secret; scope is a path, or '' for the whole house.
create table sessions (
    id text primary key,
    account_id text not null references accounts (id),
    scope text not null,
    opened_at timestamp not null,
    expires_at timestamp not null,
    closed_at timestamp
);
