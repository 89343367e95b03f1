-- The outbox: each mail is about one thing, to one address, and one of a sequence, and keeps what became of it. Addresses
-- stand here as keyed hashes only. Its bytes lie apart, so that what is noted about a mail does not write them again.
create table mail_bytes (
    mail_id text primary key references mails (id),
    sealed bytea not null
);
insert into mail_bytes (mail_id, sealed) select id, sealed from mails;
alter table mails drop column sealed;

alter table mails add column own_id text not null default '';
alter table mails add column about text not null default '';
alter table mails add column addressee text not null default '';
alter table mails add column sequence integer not null default 0;
alter table mails add column domain text not null default '';
alter table mails add column tries integer not null default 0;
alter table mails add column first_tried_at timestamp;
alter table mails add column tried_at timestamp;
alter table mails add column try_until timestamp;
alter table mails add column said text;
alter table mails add column ended text check (ended in ('bounced', 'too_late'));
update mails set own_id = id, about = id, first_tried_at = rendered_at;
create unique index mails_by_own_id on mails (own_id);
create unique index mails_by_what on mails (about, addressee, sequence);
create index mails_by_domain on mails (domain, tried_at);

-- Addresses that nothing more is sent to, until somebody says otherwise.
create table suppressions (
    id text primary key,
    addressee text not null unique,
    domain text not null,
    reason text not null,
    since timestamp not null
);

-- Receiving domains that something was amiss with; '*' is all of them. Paused where paused_at is not null, and where
-- paused_until is null too, until somebody says otherwise.
create table mail_domains (
    domain text primary key,
    troubles integer not null,
    paused_at timestamp,
    paused_until timestamp,
    reason text
);
