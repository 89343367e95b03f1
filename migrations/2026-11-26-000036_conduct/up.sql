-- How a trial goes while it runs, and what a researcher writes of what was delivered in it. No row is ever changed.
create table trial_descriptions (
    trial_id text not null references trials (id),
    heading text not null,
    version integer not null check (version > 0),
    words text not null,
    written_by text not null,
    written_at timestamp not null,
    primary key (trial_id, heading, version)
);

create table trial_sizes (
    trial_id text not null references trials (id),
    kind text not null check (kind in ('trial', 'arm', 'site')),
    part text not null,
    version integer not null check (version > 0),
    people integer not null check (people >= 0),
    units integer check (units >= 0),
    reason text not null,
    said_by text not null,
    said_at timestamp not null,
    primary key (trial_id, kind, part, version)
);

create table trial_site_changes (
    trial_id text not null references trials (id),
    authority text not null,
    site text not null,
    version integer not null check (version > 0),
    withdrew boolean not null,
    on_day date not null,
    reason text not null,
    said_by text not null,
    said_at timestamp not null,
    primary key (trial_id, authority, site, version)
);

create table trial_publicity (
    id text not null primary key,
    trial_id text not null references trials (id),
    on_day date not null,
    what text not null,
    sites text not null,
    said_by text not null,
    said_at timestamp not null
);
create index trial_publicity_by_trial on trial_publicity (trial_id);
